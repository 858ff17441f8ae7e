package io.tsubame.api.v1;

import io.tsubame.api.ApiError;
import io.tsubame.application.limit.RateLimits;
import io.tsubame.application.limit.RateLimits.Tries;
import java.time.Duration;

/// Slows down guessing: a number of tries for each key, one of which comes back at a time.
final class Throttle {
  private static final int KEYS = 200_000;

  private final Tries tries;
  private final RateLimits limits;

  /// @param name of what is tried
  /// @param atOnce how many tries
  /// @param back the time after which one more is allowed
  Throttle(String name, int atOnce, Duration back, RateLimits limits) {
    this.tries = new Tries(name, atOnce, back, KEYS);
    this.limits = limits;
  }

  /// Takes one try of the key.
  ///
  /// @throws io.tsubame.api.Refusal 429 with the time to wait where none is left
  void take(String key) {
    Duration wait = limits.take(tries, key);
    if (wait.isPositive()) {
      throw new ApiError(429, "too-many-attempts", "Too many attempts, try again later")
          .withHeader("retry-after", Long.toString(Math.ceilDiv(wait.toMillis(), 1000)))
          .refusal();
    }
  }

  /// Gives one try back.
  void giveBack(String key) {
    limits.giveBack(tries, key);
  }

  /// Gives all tries back.
  void reset(String key) {
    limits.reset(tries, key);
  }
}
