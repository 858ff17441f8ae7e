package io.tsubame.domain.room;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// When a task is due. Times are cut to the millisecond.
public sealed interface Deadline {
  record None() implements Deadline {}

  /// A day, given as any instant of it; the hour means nothing.
  record Day(Instant at) implements Deadline {
    public Day {
      at = at.truncatedTo(ChronoUnit.MILLIS);
    }
  }

  record Time(Instant at) implements Deadline {
    public Time {
      at = at.truncatedTo(ChronoUnit.MILLIS);
    }
  }

  Deadline NONE = new None();
}
