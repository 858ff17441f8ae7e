package io.tsubame.application.shard;

import io.tsubame.application.Unavailable;
import io.tsubame.application.log.NotOwner;
import io.tsubame.application.query.Freshness;
import io.tsubame.domain.Actor;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.Command;
import io.tsubame.domain.Creation;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The shards that this process owns: leads each command to its shard and waits for the answer.
///
/// Where it owns all of them, as it does after [#start], it is the whole way of a command. Else
/// commands for shards of other nodes fail with [NotOwner].
public final class Shards implements Commands, AutoCloseable {
  private static final Duration READ_YOUR_WRITES = Duration.ofSeconds(1);
  private static final int WRITERS_REMEMBERED = 100_000;

  private final ShardMap map;
  private final ShardLimits limits;
  private final List<Slot> slots;
  private final OwnWrites ownWrites;
  private final AtomicInteger nextCreation = new AtomicInteger();

  public Shards(ShardPorts ports, ShardLimits limits) {
    this.limits = limits;
    map = new ShardMap(ports.log().shards());
    slots =
        IntStream.range(0, map.shards())
            .mapToObj(number -> new Slot(number, ports, limits))
            .toList();
    ownWrites = new OwnWrites(ports.views(), WRITERS_REMEMBERED, READ_YOUR_WRITES);
  }

  /// Takes all shards.
  public void start() {
    for (Slot slot : slots) {
      CompletableFuture<Void> _ = slot.take();
    }
  }

  /// Opens a shard, as soon as the loop that had it here before has ended.
  ///
  /// @return ends when it is served for the first time, or will not be
  public CompletableFuture<Void> take(int shard) {
    return slots.get(shard).take();
  }

  /// Lets a shard go, so that another node may have it. What is in work ends; what waits fails with
  /// [NotOwner].
  public void give(int shard) {
    slots.get(shard).give();
  }

  /// Waits until the loop of a shard that was given away has ended.
  public void awaitGiven(int shard, Duration timeout) throws InterruptedException {
    slots.get(shard).awaitGiven(timeout);
  }

  @Override
  public Outcome send(AggregateId to, Command command, Actor actor, @Nullable CommandId id) {
    return await(put(to, command, actor, id), limits.commandDeadline());
  }

  @Override
  public Outcome create(Creation creation, Actor actor, @Nullable CommandId id) {
    return await(put(creation, actor, id), limits.commandDeadline());
  }

  /// The shard that decides. A creation without a command id is decided by any, a different one
  /// each time.
  public int shardOf(ShardMessage message, @Nullable CommandId id) {
    return switch (message) {
      case ShardMessage.Decide(var to, _) -> map.shardOf(to);
      case ShardMessage.Create _ ->
          id == null
              ? Integer.remainderUnsigned(nextCreation.getAndIncrement(), map.shards())
              : map.shardOf(id);
    };
  }

  /// The same as [#send] and [#create], for who knows the shard.
  ///
  /// @throws NotOwner where another node owns the shard: nothing was done
  public Outcome decide(
      int shard, ShardMessage message, Actor actor, @Nullable CommandId id, Duration deadline) {
    return await(put(shard, new Submission(message, actor, id)), deadline);
  }

  Submission put(AggregateId to, Command command, Actor actor, @Nullable CommandId id) {
    return put(map.shardOf(to), new Submission(new ShardMessage.Decide(to, command), actor, id));
  }

  Submission put(Creation creation, Actor actor, @Nullable CommandId id) {
    ShardMessage message = new ShardMessage.Create(creation);
    return put(shardOf(message, id), new Submission(message, actor, id));
  }

  /// Of what was written to the shards of this process.
  public Freshness freshness() {
    return ownWrites;
  }

  /// Of the shards that this process owns.
  public List<ShardNumbers> numbers() {
    return slots.stream().flatMap(Slot::numbers).toList();
  }

  /// Refuses new commands, serves those that wait, and returns when all shards have ended or the
  /// deadline of commands is over.
  @Override
  public void close() {
    List<Shard> closing = slots.stream().map(Slot::close).filter(Objects::nonNull).toList();
    long deadline = System.nanoTime() + limits.commandDeadline().toNanos();
    try {
      for (Shard shard : closing) {
        long rest = Math.max(1, deadline - System.nanoTime());
        boolean _ = shard.awaitClosed(Duration.ofNanos(rest));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private Submission put(int shard, Submission submission) {
    slots.get(shard).put(submission);
    return submission;
  }

  private Outcome await(Submission submission, Duration deadline) {
    Outcome outcome = submission.await(deadline);
    ownWrites.acknowledged(submission.actor(), outcome);
    return outcome;
  }

  /// The place of one shard, where its loop comes and goes.
  private static final class Slot {
    private final int number;
    private final ShardPorts ports;
    private final ShardLimits limits;
    private final ShardCounters counters = new ShardCounters();
    private volatile boolean closed;

    /// The last loop, which may have ended.
    private @Nullable Shard last;

    private volatile @Nullable Shard owned;

    Slot(int number, ShardPorts ports, ShardLimits limits) {
      this.number = number;
      this.ports = ports;
      this.limits = limits;
    }

    synchronized CompletableFuture<Void> take() {
      Shard mine = owned;
      if (mine == null && !closed) {
        mine = new Shard(number, ports, limits, counters, last);
        last = mine;
        owned = mine;
        mine.start();
      }
      return mine == null ? CompletableFuture.completedFuture(null) : mine.served();
    }

    synchronized void give() {
      Shard given = owned;
      owned = null;
      if (given != null) {
        given.release();
      }
    }

    void awaitGiven(Duration timeout) throws InterruptedException {
      Shard shard = given();
      boolean _ = shard == null || shard.awaitClosed(timeout);
    }

    private synchronized @Nullable Shard given() {
      return owned == null ? last : null;
    }

    void put(Submission submission) {
      Shard shard = owned;
      if (shard == null) {
        throw closed
            ? new Unavailable("the shard is closed")
            : new NotOwner("shard " + number + " is not of this node");
      }
      shard.put(submission);
    }

    Stream<ShardNumbers> numbers() {
      Shard shard = owned;
      return shard == null ? Stream.empty() : Stream.of(shard.numbers());
    }

    synchronized @Nullable Shard close() {
      closed = true;
      if (owned != null) {
        owned.close();
      }
      return last;
    }
  }
}
