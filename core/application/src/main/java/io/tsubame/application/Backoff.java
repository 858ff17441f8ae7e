package io.tsubame.application;

import java.time.Duration;

/// How long to wait before the next attempt: twice as long each time, up to a bound. Not for
/// several threads.
public final class Backoff {
  private final Duration least;
  private final Duration greatest;
  private Duration next;

  public Backoff(Duration least, Duration greatest) {
    this.least = least;
    this.greatest = greatest;
    next = least;
  }

  public Duration next() {
    Duration now = next;
    Duration twice = now.multipliedBy(2);
    next = twice.compareTo(greatest) < 0 ? twice : greatest;
    return now;
  }

  /// It worked.
  public void reset() {
    next = least;
  }
}
