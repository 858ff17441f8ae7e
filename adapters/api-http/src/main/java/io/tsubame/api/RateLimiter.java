package io.tsubame.api;

import io.tsubame.application.limit.RateLimits;
import io.tsubame.application.limit.RateLimits.Count;
import io.tsubame.application.limit.RateLimits.Window;
import java.time.Clock;

/// Lets so many calls of a key through in windows of a fixed length, which begin with the key's
/// first call.
public final class RateLimiter {
  /// @param limit allowed in a window, [Integer#MAX_VALUE] for unlimited
  /// @param remaining after this call
  /// @param resetSeconds when the window ends, in Unix seconds
  public record Verdict(boolean allowed, int limit, int remaining, long resetSeconds) {}

  private final int limit;
  private final Window window;
  private final RateLimits counts;
  private final Clock clock;

  /// @param limit 0 for unlimited
  public RateLimiter(int limit, Window window, RateLimits counts, Clock clock) {
    this.limit = limit;
    this.window = window;
    this.counts = counts;
    this.clock = clock;
  }

  /// Counts a call.
  public Verdict take(String key) {
    if (limit == 0) {
      long reset = seconds(clock.millis() + window.length().toMillis());
      return new Verdict(true, Integer.MAX_VALUE, Integer.MAX_VALUE, reset);
    }
    Count count = counts.count(window, key);
    int remaining = Math.toIntExact(Math.max(0, limit - count.used()));
    long reset = seconds(count.end().toEpochMilli());
    return new Verdict(count.used() <= limit, limit, remaining, reset);
  }

  /// Rounded up, so that whoever waits until then has waited long enough.
  private static long seconds(long millis) {
    return Math.ceilDiv(millis, 1_000L);
  }
}
