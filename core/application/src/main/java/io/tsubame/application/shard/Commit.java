package io.tsubame.application.shard;

import io.tsubame.domain.Actor;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.Event;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one accepted command did to one aggregate: one record of the log, so all of it or nothing.
///
/// @param command names the client's attempt, null where nobody can repeat it
public record Commit(
    AggregateId aggregate,
    Instant at,
    Actor actor,
    @Nullable CommandId command,
    List<Event> events) {
  public Commit {
    events = List.copyOf(events);
  }
}
