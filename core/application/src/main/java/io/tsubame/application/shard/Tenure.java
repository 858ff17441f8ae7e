package io.tsubame.application.shard;

import io.tsubame.application.ApplicationRejection.CommandIdReused;
import io.tsubame.application.OperatingFailure;
import io.tsubame.application.Overloaded;
import io.tsubame.application.log.EventLog.LogRecord;
import io.tsubame.application.log.EventLog.Ownership;
import io.tsubame.application.shard.Aggregate.Verdict;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.Context;
import io.tsubame.domain.Creation;
import io.tsubame.domain.FreshIds;
import io.tsubame.domain.room.Room;
import java.util.List;
import java.util.Objects;
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

  private final WorkingSet workingSet;
  private final AnsweredCommands answered;
  private final UnprojectedTail unprojected;

  /// The position of the next record of the log.
  private long next;

  /// The least id that no event has used.
  private int freshId;

  private @Nullable RuntimeException bug;

  /// The views must hold everything before the owner's end.
  Tenure(
      Ownership owner,
      ShardPorts ports,
      ShardLimits limits,
      ShardCounters counters,
      Consumer<List<Committed>> publisher) {
    this.owner = owner;
    this.ports = ports;
    this.limits = limits;
    this.counters = counters;
    this.publisher = publisher;
    map = new ShardMap(ports.log().shards());
    workingSet = new WorkingSet(ports, limits, counters);
    answered = new AnsweredCommands(owner.shard(), ports, limits, counters);
    answered.recall(owner.end());
    unprojected = new UnprojectedTail(limits.unprojectedCommits(), limits.unprojectedBytes());
    next = owner.end();
    freshId = firstOfShard(ports.loader().nextFreshId(owner.shard()));
  }

  /// Decides commands, appends what they led to, and answers them.
  ///
  /// @throws RuntimeException where the tenure is over; commands that have no answer by then were
  ///   not begun
  void serve(List<Submission> turn) {
    letGo();
    answered.lookUp(turn);
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
    return new Holdings(next, unprojected.size(), workingSet.size(), workingSet.bytes());
  }

  /// What the views hold by now need not be held here.
  private void letGo() {
    long projected = ports.views().projected(owner.shard());
    unprojected.trim(projected);
    answered.trim(projected);
    workingSet.trim(projected);
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
    CommandId id = submission.id();
    Long before = answered.positionOf(id);
    if (id != null && before != null) {
      return repeated(submission.message(), id, before, batch);
    }
    if (unprojected.isFull()) {
      counters.overloaded.increment();
      throw new Overloaded("the views lag too far behind");
    }
    return switch (submission.message()) {
      case ShardMessage.Decide(var to, var command) -> {
        Context context = context(submission, freshId);
        Verdict verdict = workingSet.aggregateFor(to, command).decide(command, context);
        yield outcomeOf(submission, to, context, verdict, batch);
      }
      case ShardMessage.Create(var creation) -> {
        Creation made = creation.numbered(freshId);
        Context context = context(submission, Math.addExact(freshId, map.shards()));
        Verdict verdict = workingSet.initial(mine(made.created())).decide(made, context);
        yield outcomeOf(submission, made.created(), context, verdict, batch);
      }
    };
  }

  private Outcome repeated(ShardMessage message, CommandId id, long position, Batch batch) {
    Commit commit = batch.holds(position) ? batch.commitAt(position) : answered.read(id, position);
    if (!isFirstOf(commit, message, id)) {
      counters.rejected.increment();
      return new Outcome.Rejected(new CommandIdReused());
    }
    counters.repeated.increment();
    return new Outcome.Accepted(commit, owner.shard(), position, true);
  }

  /// Whether the commit can be what the command led to when it came first.
  private boolean isFirstOf(Commit commit, ShardMessage message, CommandId id) {
    CommandId first = Objects.requireNonNull(commit.command(), "the commit has no id");
    AggregateId aggregate = commit.aggregate();
    return id.repeats(first)
        && switch (message) {
          case ShardMessage.Decide(var to, _) -> to.equals(aggregate);
          case ShardMessage.Create(var creation) ->
              creation.created().getClass() == aggregate.getClass();
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
        yield events.isEmpty() ? unchanged(commit, batch) : accepted(commit, after, batch);
      }
    };
  }

  private Outcome unchanged(Commit commit, Batch batch) {
    counters.unchanged.increment();
    return new Outcome.Accepted(commit, owner.shard(), batch.next() - 1, false);
  }

  /// Everything that may throw comes first, then everything that changes: so a command that fails
  /// has left no trace.
  private Outcome accepted(Commit commit, Aggregate<?, ?, ?> after, Batch batch) {
    LogRecord logRecord = ports.codec().encode(commit);
    int nextFreshId = Math.max(freshId, firstOfShard(UsedIds.greatest(commit) + 1));
    long position = batch.next();
    Room room = after.state() instanceof Room state ? state : null;

    batch.add(logRecord, new Committed(owner.shard(), position, commit, room));
    workingSet.changed(commit.aggregate(), after, position);
    unprojected.add(position, logRecord.payload().length);
    answered.add(commit.command(), position);
    freshId = nextFreshId;
    return new Outcome.Accepted(commit, owner.shard(), position, false);
  }

  private void commit(Batch batch) {
    if (!batch.records().isEmpty()) {
      attempt(batch, () -> ports.log().append(owner, batch.first(), batch.records()));
      next = batch.next();
      counters.appended(batch);
      publisher.accept(batch.commits());
    } else if (batch.hasReplies()) {
      attempt(batch, () -> ports.log().confirm(owner));
    }
    batch.answerAll();
  }

  private static void attempt(Batch batch, Runnable logging) {
    try {
      logging.run();
    } catch (RuntimeException failure) {
      batch.failAll(failure);
      throw failure;
    }
  }

  private Context context(Submission submission, int firstId) {
    return new Context(
        ports.clock().instant(), submission.actor(), new FreshIds(firstId, map.shards()));
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
