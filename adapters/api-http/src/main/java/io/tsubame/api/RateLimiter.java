package io.tsubame.api;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;

/// Counts calls per key in windows of a fixed length, which begin with a key's first call. Kept in
/// memory and bounded: where keys overflow, the least used ones begin anew.
///
/// @param <K> whose calls are counted together
public final class RateLimiter<K> {
  /// @param limit allowed in a window, [Integer#MAX_VALUE] for unlimited
  /// @param remaining after this call
  /// @param resetSeconds when the window ends, in Unix seconds
  public record Verdict(boolean allowed, int limit, int remaining, long resetSeconds) {}

  private record Window(long endMillis, int used) {}

  private final int limit;
  private final long windowMillis;
  private final Clock clock;
  private final Cache<K, Window> windows;

  /// @param limit 0 for unlimited
  public RateLimiter(int limit, Duration window, int keys, Clock clock) {
    this.limit = limit;
    this.windowMillis = window.toMillis();
    this.clock = clock;
    this.windows = Caffeine.newBuilder().maximumSize(keys).expireAfterWrite(window).build();
  }

  /// Counts a call, unless the key has none left.
  public Verdict take(K key) {
    long now = clock.millis();
    if (limit == 0) {
      long reset = seconds(now + windowMillis);
      return new Verdict(true, Integer.MAX_VALUE, Integer.MAX_VALUE, reset);
    }
    Window window =
        windows
            .asMap()
            .compute(
                key,
                (_, old) ->
                    old == null || old.endMillis <= now
                        ? new Window(now + windowMillis, 1)
                        : new Window(old.endMillis, Math.min(old.used + 1, limit + 1)));
    int remaining = Math.max(0, limit - window.used);
    return new Verdict(window.used <= limit, limit, remaining, seconds(window.endMillis));
  }

  /// Rounded up, so that whoever waits until then has waited long enough.
  private static long seconds(long millis) {
    return Math.ceilDiv(millis, 1_000L);
  }
}
