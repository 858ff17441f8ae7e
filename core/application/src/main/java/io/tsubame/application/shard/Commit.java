package io.tsubame.application.shard;

import io.tsubame.domain.Actor;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.Event;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one accepted command did to one aggregate: one record of the log, so all of it or nothing.
///
/// @param at cut to the millisecond, like all times in the log
/// @param command names the client's attempt, null where nobody can repeat it
public record Commit(
    AggregateId aggregate,
    Instant at,
    Actor actor,
    @Nullable CommandId command,
    List<Event> events) {
  public Commit {
    at = at.truncatedTo(ChronoUnit.MILLIS);
    events = List.copyOf(events);
  }
}
