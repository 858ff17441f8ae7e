package io.tsubame.api.v1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsubame.api.Refusal;
import io.tsubame.testkit.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class ThrottleTest {
  private final ManualClock clock = new ManualClock();
  private final Throttle throttle = new Throttle(3, Duration.ofMinutes(1), clock);

  private void takeAll() {
    for (int i = 0; i < 3; i++) {
      throttle.take("key");
    }
  }

  @Test
  @DisplayName("[V3] when all tries are taken, one comes back at a time")
  void comesBack() {
    takeAll();
    assertThatThrownBy(() -> throttle.take("key"))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.error().status()).isEqualTo(429);
              assertThat(refusal.error().headers().get("retry-after")).isEqualTo("60");
            });
    clock.advance(Duration.ofSeconds(60));
    throttle.take("key");
    assertThatThrownBy(() -> throttle.take("key")).isInstanceOf(Refusal.class);
  }

  @Test
  @DisplayName("[V3] a refused try costs nothing")
  void refusedIsFree() {
    takeAll();
    for (int i = 0; i < 100; i++) {
      assertThatThrownBy(() -> throttle.take("key")).isInstanceOf(Refusal.class);
    }
    clock.advance(Duration.ofSeconds(60));
    throttle.take("key");
  }

  @Test
  @DisplayName("[V3] no more come back than there were")
  void bounded() {
    clock.advance(Duration.ofDays(1));
    takeAll();
    assertThatThrownBy(() -> throttle.take("key")).isInstanceOf(Refusal.class);
  }

  @Test
  @DisplayName("[V3] a try that is given back can be taken again, and no more")
  void givenBack() {
    takeAll();
    throttle.giveBack("key");
    throttle.take("key");
    assertThatThrownBy(() -> throttle.take("key")).isInstanceOf(Refusal.class);
    throttle.giveBack("other");
    for (int i = 0; i < 3; i++) {
      throttle.take("other");
    }
    assertThatThrownBy(() -> throttle.take("other")).isInstanceOf(Refusal.class);
  }

  @Test
  @DisplayName("[V3] keys do not share their tries, and success gives them back")
  void apart() {
    takeAll();
    throttle.take("other");
    throttle.reset("key");
    throttle.take("key");
  }
}
