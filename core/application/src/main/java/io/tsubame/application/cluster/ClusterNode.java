package io.tsubame.application.cluster;

import io.tsubame.application.engine.Engine;
import io.tsubame.application.engine.EngineLimits;
import io.tsubame.application.engine.EnginePorts;
import io.tsubame.application.query.Freshness;

/// The engine of one node among others: it owns the shards that placement gives it, sends commands
/// for the others to their owners, and lets people read what they wrote anywhere.
public final class ClusterNode implements AutoCloseable {
  private final ShardPlacement placement;
  private final Engine engine;
  private final Freshness freshness;
  private final LogReach logReach;
  private final Ownership ownership;

  /// @param peers are not closed with this
  public ClusterNode(Peers peers, NodeCodec codec, EnginePorts ports, EngineLimits limits) {
    placement = new ShardPlacement(peers, ports.log().shards());
    engine =
        new Engine(
            ports,
            limits,
            local ->
                new ClusterCommands(
                    peers, placement, codec, local, limits.shard().commandDeadline()));
    freshness = new ClusterFreshness(peers, placement, codec, engine.freshness());
    logReach = new LogReach(ports.log());
    engine.listen(_ -> logReach.answered());
    ownership =
        new Ownership(peers, placement, codec, logReach::isThere, engine::take, engine::give);
  }

  public Engine engine() {
    return engine;
  }

  /// Which node owns which shard, as far as this one knows.
  public ShardPlacement placement() {
    return placement;
  }

  public Freshness freshness() {
    return freshness;
  }

  /// Takes shards from now on.
  public void start() {
    engine.startWithNone();
    logReach.start();
    ownership.start();
  }

  /// Whether this node has stood for all shards, and so had all that it is to have.
  public boolean isComplete() {
    return ownership.isComplete();
  }

  /// Gives the shards to the others. The node still answers, by asking them.
  public void leave() {
    ownership.close();
  }

  /// Leaves, answers what waits, and ends all threads.
  @Override
  public void close() {
    leave();
    logReach.close();
    engine.close();
  }
}
