package io.tsubame.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsubame.application.limit.LocalRateLimits;
import io.tsubame.application.limit.RateLimits;
import io.tsubame.application.limit.RateLimits.Window;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class LocalRateLimitsTest extends RateLimitsContract {
  @Override
  protected RateLimits start(InstantSource time) {
    return new LocalRateLimits(time);
  }

  @Test
  @DisplayName("[RL6] very many keys do not take very much memory")
  void bounded() {
    Window window = new Window("calls", Duration.ofHours(1), 100);
    LocalRateLimits limits = new LocalRateLimits(clock);
    for (int number = 0; number < 100_000; number++) {
      limits.count(window, "key " + number);
    }
    assertThat(limits.size(window)).isLessThanOrEqualTo(100);
  }
}
