package io.tsubame.api.v1;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tsubame.api.ApiError;
import java.time.Clock;
import java.time.Duration;

/// Slows down guessing: a number of tries for each key, one of which comes back at a time. Keys
/// that are not tried any more are forgotten; of very many the rarest are.
final class Throttle {
  private static final int KEYS = 200_000;

  private final int tries;
  private final Duration back;
  private final Clock clock;
  private final Cache<String, Long> empty;

  /// @param tries how many at once
  /// @param back the time after which one more is allowed
  Throttle(int tries, Duration back, Clock clock) {
    this.tries = tries;
    this.back = back;
    this.clock = clock;
    this.empty =
        Caffeine.newBuilder().maximumSize(KEYS).expireAfterAccess(back.multipliedBy(tries)).build();
  }

  /// Takes one try of the key.
  ///
  /// @throws io.tsubame.api.Refusal 429 with the time to wait where none is left
  void take(String key) {
    long now = clock.millis();
    long step = back.toMillis();
    long[] wait = {0};
    empty
        .asMap()
        .compute(
            key,
            (_, known) -> {
              // The moment at which all tries are back.
              long full = Math.max(known == null ? now : known, now) + step;
              wait[0] = full - now - step * tries;
              return wait[0] > 0 ? full - step : full;
            });
    if (wait[0] > 0) {
      throw new ApiError(429, "too-many-attempts", "Too many attempts, try again later")
          .withHeader("retry-after", Long.toString(Math.ceilDiv(wait[0], 1000)))
          .refusal();
    }
  }

  /// Gives one try back.
  void giveBack(String key) {
    long now = clock.millis();
    empty
        .asMap()
        .computeIfPresent(
            key, (_, full) -> full - back.toMillis() <= now ? null : full - back.toMillis());
  }

  /// Gives all tries back.
  void reset(String key) {
    empty.invalidate(key);
  }
}
