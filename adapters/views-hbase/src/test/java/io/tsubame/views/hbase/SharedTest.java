package io.tsubame.views.hbase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsubame.application.Unavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class SharedTest {
  private final LongAdder joined = new LongAdder();
  private final Shared<String, Integer> questions = new Shared<>(joined);
  private final AtomicInteger asked = new AtomicInteger();

  @Test
  @DisplayName("[VH20] of many equal questions one is asked at once, and the others share the next")
  void shared() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(1);
    Supplier<Integer> slow =
        () -> {
          begun.countDown();
          await(go);
          return asked.incrementAndGet();
        };
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Integer> first = threads.submit(() -> questions.ask("hot", slow));
      begun.await();
      List<Future<Integer>> others = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        others.add(threads.submit(() -> questions.ask("hot", slow)));
      }
      while (joined.sum() < 99) {
        Thread.onSpinWait();
      }
      assertThat(threads.submit(() -> questions.ask("cold", () -> 7)).get()).isEqualTo(7);
      go.countDown();

      assertThat(first.get()).isEqualTo(1);
      for (Future<Integer> other : others) {
        assertThat(other.get()).as("asked after they came").isEqualTo(2);
      }
    }
    assertThat(questions.ask("hot", asked::incrementAndGet)).isEqualTo(3);
  }

  @Test
  @DisplayName("[VH20] a question that fails, fails for all who share it, and is asked again later")
  void failing() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Integer> first =
          threads.submit(() ->
              questions.ask(
                  "hot",
                  () -> {
                    begun.countDown();
                    await(go);
                    return 1;
                  }));
      begun.await();
      List<Future<Integer>> others = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        others.add(
            threads.submit(() ->
                questions.ask(
                    "hot",
                    () -> {
                      throw new Unavailable("away");
                    })));
      }
      while (joined.sum() < 2) {
        Thread.onSpinWait();
      }
      go.countDown();

      assertThat(first.get()).isEqualTo(1);
      for (Future<Integer> other : others) {
        assertThatThrownBy(other::get).hasCauseInstanceOf(Unavailable.class);
      }
    }
    assertThat(questions.ask("hot", () -> 5)).isEqualTo(5);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }
}
