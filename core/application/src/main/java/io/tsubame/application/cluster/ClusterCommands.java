package io.tsubame.application.cluster;

import io.tsubame.application.Backoff;
import io.tsubame.application.OperatingFailure;
import io.tsubame.application.OutcomeUnknown;
import io.tsubame.application.Unavailable;
import io.tsubame.application.log.NotOwner;
import io.tsubame.application.shard.CommandId;
import io.tsubame.application.shard.Commands;
import io.tsubame.application.shard.Outcome;
import io.tsubame.application.shard.ShardMessage;
import io.tsubame.application.shard.Shards;
import io.tsubame.domain.Actor;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.Command;
import io.tsubame.domain.Creation;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Leads each command to the node that owns its shard, and again to the next owner where that one
/// certainly did nothing. Where nobody can say what it did, only a command with an id goes again:
/// whoever owns the shard then knows whether it was done.
public final class ClusterCommands implements Commands {
  private static final Duration LEAST_PAUSE = Duration.ofMillis(5);
  private static final Duration GREATEST_PAUSE = Duration.ofMillis(50);

  private final Peers peers;
  private final ShardPlacement placement;
  private final OrderDesk orders;
  private final Shards local;
  private final Duration deadline;

  /// @param deadline after which a sender is told what is known
  public ClusterCommands(
      Peers peers, ShardPlacement placement, NodeCodec codec, Shards local, Duration deadline) {
    this.peers = peers;
    this.placement = placement;
    this.local = local;
    this.deadline = deadline;
    orders = new OrderDesk(peers, codec, local);
  }

  @Override
  public Outcome send(AggregateId to, Command command, Actor actor, @Nullable CommandId id) {
    return decide(new ShardMessage.Decide(to, command), actor, id);
  }

  @Override
  public Outcome create(Creation creation, Actor actor, @Nullable CommandId id) {
    return decide(new ShardMessage.Create(creation), actor, id);
  }

  private Outcome decide(ShardMessage message, Actor actor, @Nullable CommandId id) {
    int shard = local.shardOf(message, id);
    long end = System.nanoTime() + deadline.toNanos();
    Backoff backoff = new Backoff(LEAST_PAUSE, GREATEST_PAUSE);
    OutcomeUnknown open = null;
    while (true) {
      OperatingFailure last;
      try {
        Duration rest = Duration.ofNanos(Math.max(1, end - System.nanoTime()));
        return attempt(shard, message, actor, id, rest);
      } catch (NotOwner nothingDone) {
        last = nothingDone;
      } catch (OutcomeUnknown unknown) {
        if (id == null) {
          throw unknown;
        }
        open = unknown;
        last = unknown;
      } catch (OperatingFailure failure) {
        throw open == null ? failure : open;
      }
      if (!pause(backoff.next(), end)) {
        throw open == null ? new Unavailable("nobody serves shard " + shard, last) : open;
      }
    }
  }

  /// @throws NotOwner where nothing was done and another node may do it
  private Outcome attempt(
      int shard, ShardMessage message, Actor actor, @Nullable CommandId id, Duration rest) {
    Optional<NodeId> owner = placement.ownerOf(shard);
    if (owner.isEmpty()) {
      throw new NotOwner("no node owns shard " + shard);
    }
    return owner.get().equals(peers.self())
        ? local.decide(shard, message, actor, id, rest)
        : orders.send(owner.get(), shard, message, actor, id, rest);
  }

  /// Whether there is time left after it.
  private boolean pause(Duration time, long end) {
    try {
      placement.awaitChange(
          Duration.ofNanos(Math.min(time.toNanos(), Math.max(0, end - System.nanoTime()))));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
    return System.nanoTime() < end;
  }
}
