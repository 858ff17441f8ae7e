package io.tsubame.application.cluster;

import io.tsubame.application.OperatingFailure;
import io.tsubame.application.OutcomeUnknown;
import io.tsubame.application.Overloaded;
import io.tsubame.application.Unavailable;
import io.tsubame.application.cluster.NodeMessage.Failed;
import io.tsubame.application.log.NotOwner;
import io.tsubame.application.log.ShardSealed;
import io.tsubame.application.shard.CommandId;
import io.tsubame.application.shard.Outcome;
import io.tsubame.application.shard.ShardMessage;
import io.tsubame.application.shard.Shards;
import io.tsubame.domain.Actor;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Hands commands to the nodes that own their shards, and takes in those for the shards of this
/// node.
final class OrderDesk {
  private static final String TOPIC = "orders";

  /// Which the answer has to travel.
  private static final Duration TRAVEL = Duration.ofMillis(200);

  private final Peers peers;
  private final NodeCodec codec;
  private final Shards local;

  OrderDesk(Peers peers, NodeCodec codec, Shards local) {
    this.peers = peers;
    this.codec = codec;
    this.local = local;
    peers.answer(TOPIC, (_, order) -> answer(order));
  }

  /// @throws NotOwner where the node cannot be reached, or owns the shard no more: nothing was done
  Outcome send(
      NodeId to,
      int shard,
      ShardMessage message,
      Actor actor,
      @Nullable CommandId id,
      Duration rest) {
    long millis = Math.max(1, rest.minus(TRAVEL).toMillis());
    byte[] order = codec.encode(new NodeMessage.Order(shard, message, actor, id, millis));
    return outcome(ask(to, order, rest));
  }

  private byte[] ask(NodeId to, byte[] order, Duration rest) {
    try {
      return peers.ask(to, TOPIC, order, rest);
    } catch (Unavailable notThere) {
      throw new NotOwner("nothing was done by " + to.name(), notThere);
    }
  }

  private Outcome outcome(byte[] answer) {
    return switch (decoded(answer)) {
      case NodeMessage.Accepted(var commit, int shard, long position, boolean repeated) ->
          new Outcome.Accepted(commit, shard, position, repeated);
      case NodeMessage.Rejected(var reason) -> new Outcome.Rejected(reason);
      case Failed failed -> throw failureOf(failed);
      case NodeMessage.Order _,
          NodeMessage.Stands _,
          NodeMessage.Wrote _,
          NodeMessage.ShowOwnWrites _,
          NodeMessage.Done _ ->
          throw new OutcomeUnknown("another node gave no answer to an order");
    };
  }

  private NodeMessage decoded(byte[] answer) {
    try {
      return codec.decode(answer);
    } catch (IllegalArgumentException notUnderstood) {
      throw new OutcomeUnknown("the answer of another node is not understood", notUnderstood);
    }
  }

  private static RuntimeException failureOf(Failed failed) {
    return switch (failed.kind()) {
      case NOT_OWNER -> new NotOwner(failed.message());
      case UNAVAILABLE -> new Unavailable(failed.message());
      case OVERLOADED -> new Overloaded(failed.message());
      case SEALED -> new ShardSealed(failed.message());
      case OUTCOME_UNKNOWN -> new OutcomeUnknown(failed.message());
      case BUG -> new IllegalStateException(failed.message());
    };
  }

  private byte[] answer(byte[] bytes) {
    NodeMessage.Order order;
    try {
      order = (NodeMessage.Order) codec.decode(bytes);
    } catch (IllegalArgumentException | ClassCastException notUnderstood) {
      throw new Unavailable("the order is not understood", notUnderstood);
    }
    return codec.encode(answer(order));
  }

  private NodeMessage answer(NodeMessage.Order order) {
    Duration rest = Duration.ofMillis(order.millis());
    try {
      return switch (local.decide(
          order.shard(), order.message(), order.actor(), order.id(), rest)) {
        case Outcome.Accepted(var commit, int shard, long position, boolean repeated) ->
            new NodeMessage.Accepted(commit, shard, position, repeated);
        case Outcome.Rejected(var reason) -> new NodeMessage.Rejected(reason);
      };
    } catch (OperatingFailure failure) {
      return new Failed(kindOf(failure), String.valueOf(failure.getMessage()));
    } catch (IllegalStateException bug) {
      return new Failed(Failed.Kind.BUG, String.valueOf(bug.getMessage()));
    }
  }

  private static Failed.Kind kindOf(OperatingFailure failure) {
    return switch (failure) {
      case NotOwner _ -> Failed.Kind.NOT_OWNER;
      case Unavailable _ -> Failed.Kind.UNAVAILABLE;
      case Overloaded _ -> Failed.Kind.OVERLOADED;
      case ShardSealed _ -> Failed.Kind.SEALED;
      default -> Failed.Kind.OUTCOME_UNKNOWN;
    };
  }
}
