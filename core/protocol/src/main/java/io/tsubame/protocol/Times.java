package io.tsubame.protocol;

import java.time.Instant;

/// Points in time, in the log to the millisecond.
final class Times {
  private Times() {}

  /// @throws IllegalArgumentException where rounding would make the stored time another one than
  ///   the domain's
  static long millis(Instant time) {
    long millis = time.toEpochMilli();
    if (!time.equals(time(millis))) {
      throw new IllegalArgumentException("not a whole millisecond: " + time);
    }
    return millis;
  }

  static Instant time(long millis) {
    return Instant.ofEpochMilli(millis);
  }
}
