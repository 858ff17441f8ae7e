package io.tsubame.it;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// How long people waited for what they asked for, tries after failures included. All methods may
/// be called by any thread.
final class Outcomes {
  /// Something that somebody wanted done and that was done in the end.
  ///
  /// @param kind of request
  /// @param what it was done to, such as a room
  /// @param begun by the clock of [System#nanoTime]
  /// @param failures tries that did not give it
  record Outcome(String kind, int what, long begun, long ended, int failures) {
    long nanos() {
      return ended - begun;
    }
  }

  private final List<Outcome> all = new ArrayList<>();

  /// When what was done was begun at the latest, of each kind.
  private final Map<String, Long> latest = new HashMap<>();

  synchronized void done(Outcome outcome) {
    all.add(outcome);
    latest.merge(outcome.kind(), outcome.begun(), Math::max);
    notifyAll();
  }

  synchronized List<Outcome> all() {
    return List.copyOf(all);
  }

  /// The longest wait of each kind among those that were in work between two moments.
  Map<String, Long> longest(long from, long to) {
    Map<String, Long> longest = new TreeMap<>();
    for (Outcome outcome : all()) {
      if (outcome.ended() >= from && outcome.begun() <= to) {
        longest.merge(outcome.kind(), outcome.nanos(), Math::max);
      }
    }
    return longest;
  }

  /// Waits until each of these kinds was done that was asked for after a moment.
  ///
  /// @return whether that was so in time
  synchronized boolean await(List<String> kinds, long after, long patienceNanos)
      throws InterruptedException {
    long end = System.nanoTime() + patienceNanos;
    while (!kinds.stream().allMatch(kind -> latest.getOrDefault(kind, Long.MIN_VALUE) > after)) {
      long left = end - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      wait(Math.max(1, left / 1_000_000));
    }
    return true;
  }
}
