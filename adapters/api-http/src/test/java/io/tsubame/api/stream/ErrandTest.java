package io.tsubame.api.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class ErrandTest {
  private final Errand errand = new Errand("test");
  private final Semaphore begun = new Semaphore(0);
  private final CountDownLatch gate = new CountDownLatch(1);

  @Test
  @DisplayName("[LS18] work that takes long holds up nobody, and runs once at a time")
  void onceAtATime() throws InterruptedException {
    errand.run(this::untilTheGateOpens);
    assertThat(begun.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
    errand.run(begun::release);
    gate.countDown();
    while (!begun.tryAcquire(1, TimeUnit.MILLISECONDS)) {
      errand.run(begun::release); // from the moment in which the first has come to its end
    }
  }

  @Test
  @DisplayName("[LS18] work that fails is done again the next time")
  void again() throws InterruptedException {
    errand.run(() -> {
      throw new IllegalStateException("a test");
    });
    while (!begun.tryAcquire(1, TimeUnit.MILLISECONDS)) {
      errand.run(begun::release);
    }
  }

  private void untilTheGateOpens() {
    begun.release();
    try {
      assertThat(gate.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException interrupt) {
      throw new AssertionError(interrupt);
    }
  }
}
