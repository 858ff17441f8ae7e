package io.tsubame.application.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class SerialLoopTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final SerialLoop loop = new SerialLoop("test", 3);
  private final CountDownLatch gate = new CountDownLatch(1);
  private final List<String> done = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    loop.close();
  }

  @Test
  @DisplayName("[LS14] where too much waits, what was offered is dropped and nothing else is lost")
  void drops() throws Exception {
    keepBusy();
    CompletableFuture<String> answer = asked();
    while (loop.offer(() -> done.add("offered"))) {}
    loop.runFirst(() -> done.add("first"));
    loop.dropAll(() -> done.add("dropped"));
    gate.countDown();

    assertThat(answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo("answer");
    loop.runAndWait(() -> {});
    assertThat(done).containsExactly("first", "dropped");
  }

  @Test
  @DisplayName("what comes first comes before all that waits, also where it fails")
  void first() throws Exception {
    keepBusy();
    boolean _ = loop.offer(() -> done.add("offered"));
    loop.runFirst(() -> {
      throw new IllegalStateException("a test");
    });
    loop.runFirst(() -> done.add("first"));
    gate.countDown();
    loop.runAndWait(() -> {});

    assertThat(done).containsExactly("first", "offered");
    assertThat(loop.failures()).isEqualTo(1);
  }

  /// Has the loop wait for the gate.
  private void keepBusy() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    boolean _ =
        loop.offer(() -> {
          begun.countDown();
          await(gate);
        });
    await(begun);
  }

  /// Somebody waits for an answer.
  private CompletableFuture<String> asked() {
    CompletableFuture<String> answer =
        CompletableFuture.supplyAsync(() -> loop.callAndWait(() -> "answer"));
    until(() -> loop.waiting() == 1);
    return answer;
  }

  private static void until(BooleanSupplier condition) {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).isBefore(deadline);
      Thread.onSpinWait();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException interrupt) {
      throw new AssertionError(interrupt);
    }
  }
}
