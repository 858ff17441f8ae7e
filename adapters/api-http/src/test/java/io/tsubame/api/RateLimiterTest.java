package io.tsubame.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsubame.api.RateLimiter.Verdict;
import io.tsubame.application.limit.LocalRateLimits;
import io.tsubame.application.limit.RateLimits.Window;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class RateLimiterTest {
  private final Hands clock = new Hands();
  private final RateLimiter limiter = limiter(2);

  private RateLimiter limiter(int limit) {
    Window window = new Window("calls", Duration.ofSeconds(10), 100);
    return new RateLimiter(limit, window, new LocalRateLimits(clock), clock);
  }

  /// A clock that stands still until it is told.
  private static final class Hands extends Clock {
    long millis = 1_000_500;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return Instant.ofEpochMilli(millis);
    }
  }

  @Test
  @DisplayName("[A11] calls are counted down to none, and again from the window's end")
  void counts() {
    assertThat(limiter.take("ann")).isEqualTo(new Verdict(true, 2, 1, 1_011));
    clock.millis += 4_000;
    assertThat(limiter.take("ann")).isEqualTo(new Verdict(true, 2, 0, 1_011));
    assertThat(limiter.take("ann")).isEqualTo(new Verdict(false, 2, 0, 1_011));
    clock.millis += 5_999;
    assertThat(limiter.take("ann").allowed()).isFalse();
    clock.millis += 1;
    assertThat(limiter.take("ann")).isEqualTo(new Verdict(true, 2, 1, 1_021));
  }

  @Test
  @DisplayName("[A11] one key's calls are nothing to another")
  void keys() {
    limiter.take("ann");
    limiter.take("ann");
    assertThat(limiter.take("bob").remaining()).isEqualTo(1);
  }

  @Test
  @DisplayName("[A11] 0 is unlimited")
  void unlimited() {
    RateLimiter open = limiter(0);
    for (int i = 0; i < 1_000; i++) {
      assertThat(open.take("ann").allowed()).isTrue();
    }
  }
}
