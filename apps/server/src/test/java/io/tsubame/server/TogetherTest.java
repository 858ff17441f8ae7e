package io.tsubame.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsubame.application.Unavailable;
import io.tsubame.server.Together.Opening;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class TogetherTest {
  private final List<String> closed = new CopyOnWriteArrayList<>();
  private final Together together = new Together();

  private final class Store implements AutoCloseable {
    private final String name;

    Store(String name) {
      this.name = name;
    }

    @Override
    public void close() {
      closed.add(name);
      if (name.startsWith("stubborn")) {
        throw new IllegalStateException(name);
      }
    }
  }

  @Test
  @DisplayName("what is opened together is opened at the same time")
  void atTheSameTime() {
    CountDownLatch both = new CountDownLatch(2);
    Opening<Store> first = together.open("first", () -> meeting(both, "first"));
    Opening<Store> second = together.open("second", () -> meeting(both, "second"));
    together.await();
    assertThat(first.opened().name).isEqualTo("first");
    assertThat(second.opened().name).isEqualTo("second");
    assertThat(closed).isEmpty();
  }

  @Test
  @DisplayName("where one cannot be opened, the others are closed, the last first")
  void allOrNothing() {
    Unavailable failure = new Unavailable("taken");
    Opening<Store> _ = together.open("first", () -> new Store("first"));
    Opening<Store> _ = together.open("second", () -> failing(failure));
    Opening<Store> _ = together.open("third", () -> new Store("stubborn third"));
    assertThatThrownBy(together::await)
        .isSameAs(failure)
        .satisfies(thrown ->
            assertThat(thrown.getSuppressed())
                .singleElement()
                .satisfies(left -> assertThat(left).hasMessage("stubborn third")));
    assertThat(closed).containsExactly("stubborn third", "first");
  }

  @Test
  @DisplayName("of several failures that of what was begun first is thrown, whichever came first")
  void firstFailure() {
    CountDownLatch second = new CountDownLatch(1);
    Unavailable early = new Unavailable("of the second");
    AssertionError late = new AssertionError("of the first");
    Opening<Store> _ =
        together.open(
            "first",
            () -> {
              awaited(second);
              throw late;
            });
    Opening<Store> _ =
        together.open(
            "second",
            () -> {
              second.countDown();
              return failing(early);
            });
    assertThatThrownBy(together::await).isSameAs(late);
    assertThat(late.getSuppressed()).containsExactly(early);
  }

  @Test
  @DisplayName("an interrupt reaches those that still open, and is kept")
  void interrupted() {
    Opening<Store> _ = together.open("first", () -> new Store("first"));
    Opening<Store> _ =
        together.open(
            "second",
            () -> {
              awaited(new CountDownLatch(1));
              return new Store("second");
            });
    Thread.currentThread().interrupt();
    assertThatThrownBy(together::await).isInstanceOf(Unavailable.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(closed).containsExactly("first");
  }

  private Store meeting(CountDownLatch all, String name) {
    all.countDown();
    awaited(all);
    return new Store(name);
  }

  private static Store failing(Unavailable failure) {
    throw failure;
  }

  private static void awaited(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupt) {
      throw new Unavailable("interrupted", interrupt);
    }
  }
}
