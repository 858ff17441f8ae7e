package io.tsubame.application.shard;

import io.tsubame.application.query.Freshness;
import io.tsubame.domain.Actor;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.Command;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// All shards, owned by this process: leads each command to its shard and waits for the answer.
public final class Shards implements Commands, AutoCloseable {
  private static final Duration READ_YOUR_WRITES = Duration.ofSeconds(1);
  private static final int WRITERS_REMEMBERED = 100_000;

  private final ShardMap map;
  private final ShardLimits limits;
  private final List<Shard> shards;
  private final OwnWrites ownWrites;
  private final AtomicInteger nextCreation = new AtomicInteger();

  public Shards(ShardPorts ports, ShardLimits limits) {
    this.limits = limits;
    map = new ShardMap(ports.log().shards());
    shards =
        IntStream.range(0, map.shards())
            .mapToObj(number -> new Shard(number, ports, limits))
            .toList();
    ownWrites = new OwnWrites(ports.views(), WRITERS_REMEMBERED, READ_YOUR_WRITES);
  }

  public void start() {
    shards.forEach(Shard::start);
  }

  @Override
  public Outcome send(AggregateId to, Command command, Actor actor, @Nullable CommandId id) {
    return await(put(to, command, actor, id));
  }

  @Override
  public Outcome create(IntFunction<Creation> creation, Actor actor, @Nullable CommandId id) {
    return await(put(creation, actor, id));
  }

  Submission put(AggregateId to, Command command, Actor actor, @Nullable CommandId id) {
    return put(map.shardOf(to), new Submission(new ShardMessage.Decide(to, command), actor, id));
  }

  Submission put(IntFunction<Creation> creation, Actor actor, @Nullable CommandId id) {
    int shard =
        id == null
            ? Integer.remainderUnsigned(nextCreation.getAndIncrement(), map.shards())
            : map.shardOf(id);
    return put(shard, new Submission(new ShardMessage.Create(creation), actor, id));
  }

  public Freshness freshness() {
    return ownWrites;
  }

  public List<ShardNumbers> numbers() {
    return shards.stream().map(Shard::numbers).toList();
  }

  /// Refuses new commands, serves those that wait, and returns when all shards have ended or the
  /// deadline of commands is over.
  @Override
  public void close() {
    shards.forEach(Shard::close);
    long deadline = System.nanoTime() + limits.commandDeadline().toNanos();
    try {
      for (Shard shard : shards) {
        long rest = Math.max(1, deadline - System.nanoTime());
        boolean _ = shard.awaitClosed(Duration.ofNanos(rest));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private Submission put(int shard, Submission submission) {
    shards.get(shard).put(submission);
    return submission;
  }

  private Outcome await(Submission submission) {
    Outcome outcome = submission.await(limits.commandDeadline());
    ownWrites.acknowledged(submission.actor(), outcome);
    return outcome;
  }
}
