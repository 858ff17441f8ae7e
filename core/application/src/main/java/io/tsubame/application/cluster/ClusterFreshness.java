package io.tsubame.application.cluster;

import io.tsubame.application.OperatingFailure;
import io.tsubame.application.Unavailable;
import io.tsubame.application.cluster.NodeMessage.Done;
import io.tsubame.application.cluster.NodeMessage.ShowOwnWrites;
import io.tsubame.application.cluster.NodeMessage.Wrote;
import io.tsubame.application.query.Freshness;
import io.tsubame.domain.AccountId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets people read on any node what they wrote on any: each node remembers what was written to its
/// own shards, and a query waits for all nodes at once.
public final class ClusterFreshness implements Freshness {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterFreshness.class);
  private static final String TOPIC = "own-writes";
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Peers peers;
  private final ShardPlacement placement;
  private final NodeCodec codec;
  private final Freshness local;

  /// @param local of the shards of this node
  public ClusterFreshness(Peers peers, ShardPlacement placement, NodeCodec codec, Freshness local) {
    this.peers = peers;
    this.placement = placement;
    this.codec = codec;
    this.local = local;
    peers.answer(TOPIC, (_, question) -> answer(question));
  }

  @Override
  public void awaitOwnWrites(AccountId account) {
    byte[] question = codec.encode(new ShowOwnWrites(account));
    List<Thread> asking =
        peers.others().stream()
            .map(other -> Thread.ofVirtual().start(() -> tryAsk(other, question)))
            .toList();
    local.awaitOwnWrites(account);
    try {
      for (Thread each : asking) {
        each.join();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void wrote(AccountId account, int shard, long position) {
    Optional<NodeId> owner = placement.ownerOf(shard);
    if (owner.isEmpty() || owner.get().equals(peers.self())) {
      local.wrote(account, shard, position);
    } else {
      tryAsk(owner.get(), codec.encode(new Wrote(account, shard, position)));
    }
  }

  /// A node that does not answer cannot tell; whoever owns its shards next opens them only when the
  /// views hold all that was written there.
  private void tryAsk(NodeId other, byte[] question) {
    try {
      byte[] _ = peers.ask(other, TOPIC, question, PATIENCE);
    } catch (OperatingFailure failure) {
      LOG.atDebug()
          .addKeyValue("node", other.name())
          .addKeyValue("cause", failure.getMessage())
          .log("A node does not say what was written there");
    }
  }

  private byte[] answer(byte[] question) {
    NodeMessage asked;
    try {
      asked = codec.decode(question);
    } catch (IllegalArgumentException notUnderstood) {
      throw new Unavailable("the question is not understood", notUnderstood);
    }
    switch (asked) {
      case ShowOwnWrites(var account) -> local.awaitOwnWrites(account);
      case Wrote(var account, int shard, long position) -> local.wrote(account, shard, position);
      default -> throw new Unavailable("no question about own writes");
    }
    return codec.encode(new Done());
  }
}
