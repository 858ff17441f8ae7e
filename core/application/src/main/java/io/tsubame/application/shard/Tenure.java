package io.tsubame.application.shard;

import io.tsubame.application.OperatingFailure;
import io.tsubame.application.Overloaded;
import io.tsubame.application.Unavailable;
import io.tsubame.application.log.CorruptLog;
import io.tsubame.application.log.EventLog.LogRecord;
import io.tsubame.application.log.EventLog.Ownership;
import io.tsubame.application.log.EventLog.StoredRecord;
import io.tsubame.application.shard.Aggregate.Verdict;
import io.tsubame.application.shard.Commands.Creation;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.Command;
import io.tsubame.domain.Context;
import io.tsubame.domain.FreshIds;
import io.tsubame.domain.room.Needs;
import io.tsubame.domain.room.Room;
import io.tsubame.domain.room.RoomCommand;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// All that a shard holds between two openings: the right to append and the state built upon it.
/// When an append fails, nobody can say what of it is still true; so a tenure has no way to recover
/// and is thrown away whole. Used by the shard's thread alone.
final class Tenure {
  /// What is in memory, for whoever watches.
  record Holdings(long next, int unprojected, int cached, long cachedBytes) {
    static final Holdings NONE = new Holdings(0, 0, 0, 0);
  }

  private final ShardPorts ports;
  private final ShardLimits limits;
  private final ShardMap map;
  private final ShardCounters counters;
  private final Ownership owner;
  private final Consumer<List<Committed>> publisher;

  private final Aggregates aggregates;
  private final AggregateCache cache;
  private final RecentCommands recent;
  private final UnprojectedTail unprojected;

  /// The position of the next record of the log.
  private long next;

  /// The least id that no event has used.
  private int freshId;

  /// The position of the first record that the views lacked when the turn began.
  private long projected;

  private @Nullable RuntimeException bug;

  /// The views must hold everything before the owner's end.
  Tenure(
      Ownership owner,
      ShardPorts ports,
      ShardLimits limits,
      ShardCounters counters,
      Consumer<List<Committed>> publisher) {
    this.ports = ports;
    this.limits = limits;
    this.counters = counters;
    this.owner = owner;
    this.publisher = publisher;
    map = new ShardMap(ports.log().shards());
    aggregates = new Aggregates(ports.deciders(), ports.loader());
    cache = new AggregateCache(aggregates, limits.cachedBytes(), limits.loadedParts());
    recent = new RecentCommands(limits.rememberedCommands());
    unprojected = new UnprojectedTail(limits.unprojectedCommits(), limits.unprojectedBytes());
    next = owner.end();
    freshId = firstOfShard(ports.loader().nextFreshId(owner.shard()));
  }

  /// Decides commands, appends what they led to, and answers them.
  ///
  /// @throws RuntimeException where the tenure is over; all the commands that were begun are
  ///   answered but those that this very exception is about
  void serve(List<Submission> turn) {
    letGo();
    Batch batch = new Batch(next);
    for (Submission submission : turn) {
      if (batch.bytes() >= limits.batchBytes()) {
        commit(batch);
        batch = new Batch(next);
      }
      if (submission.begin()) {
        decide(submission, batch);
      }
    }
    commit(batch);
    if (bug != null) {
      throw bug;
    }
  }

  Holdings holdings() {
    return new Holdings(next, unprojected.size(), cache.size(), cache.bytes());
  }

  /// What the views hold by now need not be held here.
  private void letGo() {
    projected = ports.views().projected(owner.shard());
    unprojected.trim(projected);
    recent.trim(projected);
    cache.trim(projected);
  }

  private void decide(Submission submission, Batch batch) {
    try {
      batch.reply(submission, outcomeOf(submission, batch));
    } catch (OperatingFailure failure) {
      counters.failed.increment();
      submission.fail(failure);
    } catch (RuntimeException failure) {
      counters.bugs.increment();
      bug = failure;
      submission.fail(new IllegalStateException("the command could not be decided", failure));
    }
  }

  private Outcome outcomeOf(Submission submission, Batch batch) {
    OptionalLong before = positionOf(submission.id());
    if (before.isPresent()) {
      return repeated(submission, before.getAsLong(), batch);
    }
    if (unprojected.isFull()) {
      counters.overloaded.increment();
      throw new Overloaded("the views lag too far behind");
    }
    return switch (submission.message()) {
      case ShardMessage.Decide(var to, var command) -> {
        Context context = context(submission, freshId);
        yield outcomeOf(submission, to, context, with(to, command).decide(command, context), batch);
      }
      case ShardMessage.Create(var creation) -> {
        Creation made = creation.apply(freshId);
        Context context = context(submission, Math.addExact(freshId, map.shards()));
        Verdict verdict = aggregates.initial(mine(made.to())).decide(made.command(), context);
        yield outcomeOf(submission, made.to(), context, verdict, batch);
      }
    };
  }

  private Outcome outcomeOf(
      Submission submission, AggregateId to, Context context, Verdict verdict, Batch batch) {
    return switch (verdict) {
      case Verdict.Rejected(var reason) -> {
        counters.rejected.increment();
        yield new Outcome.Rejected(reason);
      }
      case Verdict.Accepted(var events, var after) -> {
        Commit commit =
            new Commit(to, context.now(), context.actor(), submission.id(), List.copyOf(events));
        yield events.isEmpty() ? unchanged(commit) : accepted(commit, after, batch);
      }
    };
  }

  private Outcome unchanged(Commit commit) {
    counters.unchanged.increment();
    return new Outcome.Accepted(commit, owner.shard(), -1, false);
  }

  /// Everything that may throw comes first, then everything that changes.
  private Outcome accepted(Commit commit, Aggregate<?, ?, ?> after, Batch batch) {
    LogRecord logRecord = ports.codec().encode(commit);
    long position = batch.next();
    Room room = after.state() instanceof Room state ? state : null;
    batch.add(logRecord, new Committed(owner.shard(), position, commit, room));
    cache.changed(commit.aggregate(), after, position);
    cache.trimParts(commit.aggregate(), projected);
    unprojected.add(position, logRecord.payload().length);
    if (commit.command() != null) {
      recent.add(commit.command(), position);
    }
    freshId = Math.max(freshId, firstOfShard(UsedIds.greatest(commit) + 1));
    return new Outcome.Accepted(commit, owner.shard(), position, false);
  }

  private void commit(Batch batch) {
    if (!batch.records().isEmpty()) {
      try {
        ports.log().append(owner, batch.first(), batch.records());
      } catch (RuntimeException failure) {
        batch.failAll(failure);
        throw failure;
      }
      next = batch.next();
      counters.batches.increment();
      counters.bytes.add(batch.bytes());
      counters.accepted.add(batch.records().size());
      publisher.accept(batch.commits());
    }
    batch.answerAll();
  }

  private Context context(Submission submission, int firstId) {
    return new Context(
        ports.clock().instant(), submission.actor(), new FreshIds(firstId, map.shards()));
  }

  /// The aggregate with the parts that the command needs, from memory as far as possible.
  private Aggregate<?, ?, ?> with(AggregateId id, Command command) {
    Aggregate<?, ?, ?> aggregate = cache.get(id);
    if (aggregate == null) {
      counters.loads.increment();
      aggregate = aggregates.load(id);
      cache.loaded(id, aggregate);
    }
    return command instanceof RoomCommand roomCommand && aggregate.state() instanceof Room room
        ? withParts(id, aggregate, room, roomCommand.needs())
        : aggregate;
  }

  private Aggregate<?, ?, ?> withParts(
      AggregateId id, Aggregate<?, ?, ?> aggregate, Room room, Needs needs) {
    Needs missing = RoomParts.missing(room.loaded(), needs);
    if (RoomParts.isNothing(missing) || !(id instanceof AggregateId.Room(var roomId))) {
      return aggregate;
    }
    counters.loads.increment();
    Room.Loaded parts = ports.loader().parts(roomId, missing);
    Aggregate<?, ?, ?> whole =
        aggregates.of(room.withLoaded(RoomParts.merged(room.loaded(), parts)));
    cache.loaded(id, whole);
    return whole;
  }

  /// Where the command was accepted before. When the views do not answer, a command that is not
  /// among the last ones counts as new: in an outage, posting matters more than very late repeats.
  private OptionalLong positionOf(@Nullable CommandId id) {
    if (id == null) {
      return OptionalLong.empty();
    }
    Long position = recent.positionOf(id);
    if (position != null) {
      return OptionalLong.of(position);
    }
    try {
      return ports.loader().positionOf(owner.shard(), id);
    } catch (Unavailable _) {
      counters.uncheckedRepeats.increment();
      return OptionalLong.empty();
    }
  }

  private Outcome repeated(Submission submission, long position, Batch batch) {
    Commit commit = batch.holds(position) ? batch.commitAt(position) : read(position);
    if (!Objects.equals(commit.command(), submission.id())) {
      throw new CorruptLog(
          "shard %d, position %d: not the commit of the repeated command"
              .formatted(owner.shard(), position));
    }
    counters.repeated.increment();
    return new Outcome.Accepted(commit, owner.shard(), position, true);
  }

  private Commit read(long position) {
    StoredRecord stored =
        ports.log().read(owner.shard(), position, 1, Integer.MAX_VALUE).getFirst();
    return ports.codec().decode(stored);
  }

  private AggregateId mine(AggregateId created) {
    if (map.shardOf(created) != owner.shard()) {
      throw new IllegalArgumentException("created with an id of another shard: " + created);
    }
    return created;
  }

  /// The least id of this shard that is not below the bound.
  private int firstOfShard(int bound) {
    int least = Math.max(bound, 1);
    return Math.addExact(least, Math.floorMod(owner.shard() - least, map.shards()));
  }
}
