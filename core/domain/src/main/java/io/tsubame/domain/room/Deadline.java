package io.tsubame.domain.room;

import java.time.Instant;

/// When a task is due.
public sealed interface Deadline {
  record None() implements Deadline {}

  /// A day, given as any instant of it; the hour means nothing.
  record Day(Instant at) implements Deadline {}

  record Time(Instant at) implements Deadline {}

  Deadline NONE = new None();
}
