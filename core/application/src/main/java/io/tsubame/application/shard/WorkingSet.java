package io.tsubame.application.shard;

import io.tsubame.domain.AggregateId;
import io.tsubame.domain.Command;
import io.tsubame.domain.room.Needs;
import io.tsubame.domain.room.Room;
import io.tsubame.domain.room.RoomCommand;

/// The aggregates that a shard decides about: from memory as far as possible, else loaded from the
/// views. Not for several threads.
final class WorkingSet {
  private final Aggregates aggregates;
  private final AggregateCache cache;
  private final StateLoader loader;
  private final ShardCounters counters;

  /// The position of the first record that the views lack.
  private long projected;

  WorkingSet(ShardPorts ports, ShardLimits limits, ShardCounters counters) {
    this.counters = counters;
    loader = ports.loader();
    aggregates = new Aggregates(ports.deciders(), loader);
    cache = new AggregateCache(aggregates, limits.cachedBytes(), limits.loadedParts());
  }

  /// Lets go of what is over the bounds and can be loaded again.
  ///
  /// @param nowProjected the position of the first record that the views lack
  void trim(long nowProjected) {
    projected = nowProjected;
    cache.trim(projected);
  }

  /// The aggregate with the parts that the command needs.
  Aggregate<?, ?, ?> aggregateFor(AggregateId id, Command command) {
    cache.trimParts(id, projected);
    Aggregate<?, ?, ?> aggregate = cache.get(id);
    if (aggregate == null) {
      counters.loads.increment();
      aggregate = aggregates.load(id);
      cache.loaded(id, aggregate);
    }
    return id instanceof AggregateId.Room room
            && command instanceof RoomCommand roomCommand
            && aggregate.state() instanceof Room state
        ? withParts(room, aggregate, state, roomCommand.needs())
        : aggregate;
  }

  /// An aggregate before its first event.
  Aggregate<?, ?, ?> initial(AggregateId id) {
    return aggregates.initial(id);
  }

  /// Takes over what an event at the position has made of the aggregate.
  void changed(AggregateId id, Aggregate<?, ?, ?> after, long position) {
    cache.changed(id, after, position);
  }

  int size() {
    return cache.size();
  }

  long bytes() {
    return cache.bytes();
  }

  private Aggregate<?, ?, ?> withParts(
      AggregateId.Room id, Aggregate<?, ?, ?> aggregate, Room room, Needs needs) {
    Needs missing = RoomParts.missing(room.loaded(), needs);
    if (RoomParts.isNothing(missing)) {
      return aggregate;
    }
    counters.loads.increment();
    Room.Loaded parts = loader.parts(id.id(), missing);
    Aggregate<?, ?, ?> whole =
        aggregates.of(room.withLoaded(RoomParts.merged(room.loaded(), parts)));
    cache.loaded(id, whole);
    return whole;
  }
}
