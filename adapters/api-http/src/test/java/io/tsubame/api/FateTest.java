package io.tsubame.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class FateTest {
  @Test
  @DisplayName("[H16] what was given up never begins, and the client is told that nothing was done")
  void givenUp() {
    Fate fate = new Fate();

    assertThat(fate.giveUp()).isFalse();
    assertThat(fate.begin()).isFalse();
    assertThat(fate.giveUp()).isFalse();
  }

  @Test
  @DisplayName("[H16] of what has begun, the client is told that its outcome is not known")
  void begun() {
    Fate fate = new Fate();

    assertThat(fate.begin()).isTrue();
    assertThat(fate.giveUp()).isTrue();
    assertThat(fate.begin()).isFalse();
  }

  @Test
  @DisplayName("[H16] whichever comes first, both agree")
  void raced() throws InterruptedException {
    for (int round = 0; round < 2_000; round++) {
      Fate fate = new Fate();
      AtomicBoolean begun = new AtomicBoolean();
      CountDownLatch both = new CountDownLatch(1);
      Thread handler =
          Thread.ofVirtual()
              .start(() -> {
                both.countDown();
                begun.set(fate.begin());
              });
      both.await();
      boolean told = fate.giveUp();
      handler.join();
      assertThat(told).isEqualTo(begun.get());
    }
  }
}
