package io.tsubame.api.v1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsubame.api.Refusal;
import io.tsubame.application.limit.LocalRateLimits;
import io.tsubame.testkit.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// What becomes of a refusal; the counting itself is the contract of the limits.
final class ThrottleTest {
  private final ManualClock clock = new ManualClock();
  private final Throttle throttle =
      new Throttle("test", 3, Duration.ofMinutes(1), new LocalRateLimits(clock));

  private void takeAll() {
    for (int i = 0; i < 3; i++) {
      throttle.take("key");
    }
  }

  private void assertRefused(String seconds) {
    assertThatThrownBy(() -> throttle.take("key"))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.error().status()).isEqualTo(429);
              assertThat(refusal.error().headers().get("retry-after")).isEqualTo(seconds);
            });
  }

  @Test
  @DisplayName("[V3] when all tries are taken, the answer says when one will be back")
  void comesBack() {
    takeAll();
    assertRefused("60");
    clock.advance(Duration.ofMillis(59_001));
    assertRefused("1");
    clock.advance(Duration.ofMillis(999));
    throttle.take("key");
    assertRefused("60");
  }

  @Test
  @DisplayName("[V3] tries are given back, one or all")
  void givenBack() {
    takeAll();
    throttle.giveBack("key");
    throttle.take("key");
    assertRefused("60");
    throttle.reset("key");
    takeAll();
    assertRefused("60");
  }
}
