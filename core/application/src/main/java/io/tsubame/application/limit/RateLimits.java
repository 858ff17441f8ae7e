package io.tsubame.application.limit;

import java.time.Duration;
import java.time.Instant;

/// Counts what somebody does, so that nobody does too much of it. Where several nodes serve, they
/// share the counts.
///
/// **Never in the way.** No method throws because a count cannot be reached: then this node counts
/// by itself, so that limits hold for each node instead of for all together.
///
/// **Bounds.** A limit has a number of keys that are counted at once; where they overflow, the ones
/// least used begin anew. Counts are forgotten when they no longer matter, and may be when a
/// process ends.
///
/// Any thread may call. The rules are numbered in `docs/spec/rate-limits.md`.
public interface RateLimits {
  /// A number of calls in a time of fixed length, which begins with the first one.
  ///
  /// @param name of the limit, so that the keys of several limits are not mixed
  /// @param length positive
  /// @param keys counted at once in this process
  record Window(String name, Duration length, int keys) {
    public Window {
      if (!length.isPositive() || keys < 1) {
        throw new IllegalArgumentException("a window lasts for a time, and has keys");
      }
    }
  }

  /// A number of tries, one of which comes back at a time.
  ///
  /// @param name of the limit, so that the keys of several limits are not mixed
  /// @param atOnce how many there are
  /// @param back the time after which one more is there; at least a millisecond
  /// @param keys counted at once in this process
  record Tries(String name, int atOnce, Duration back, int keys) {
    public Tries {
      if (atOnce < 1 || back.toMillis() < 1 || keys < 1) {
        throw new IllegalArgumentException("there is at least one try, and it comes back");
      }
    }
  }

  /// @param used calls in this window, the one that was counted included
  /// @param end of the window
  record Count(long used, Instant end) {}

  /// Counts a call.
  Count count(Window window, String key);

  /// Takes a try.
  ///
  /// @return zero where there was one; else nothing was taken, and one will be there after the time
  Duration take(Tries tries, String key);

  /// Gives one try back.
  void giveBack(Tries tries, String key);

  /// Gives all tries back.
  void reset(Tries tries, String key);
}
