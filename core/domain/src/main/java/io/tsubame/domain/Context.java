package io.tsubame.domain;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// What a decision may know beside state and command.
///
/// @param now the time of the decision, cut to the millisecond, which is what the log holds;
///   recorded, and compared with times of expiry, but never used for order
/// @param actor on whose behalf
/// @param ids numbers for what the command creates
public record Context(Instant now, Actor actor, FreshIds ids) {
  public Context {
    now = now.truncatedTo(ChronoUnit.MILLIS);
  }
}
