package io.tsubame.server.cluster;

import io.tsubame.application.cluster.ClusterNode;
import io.tsubame.application.cluster.Peers;
import io.tsubame.application.cluster.ShardPlacement;
import io.tsubame.application.engine.EngineLimits;
import io.tsubame.application.engine.EnginePorts;
import io.tsubame.application.log.EventLog;
import io.tsubame.application.policy.UnfinishedWork;
import io.tsubame.application.projection.ViewProjection;
import io.tsubame.application.query.Freshness;
import io.tsubame.application.shard.Commands;
import io.tsubame.application.shard.Deciders;
import io.tsubame.application.shard.ShardLimits;
import io.tsubame.application.shard.ViewStateLoader;
import io.tsubame.application.view.ViewStore;
import io.tsubame.domain.Limits;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.room.Needs;
import io.tsubame.domain.room.RoomDecider;
import io.tsubame.protocol.ProtobufCommitCodec;
import io.tsubame.protocol.RecordNodeCodec;
import io.tsubame.testkit.InMemoryEventLog;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// One node of a simulated cluster, with its own door to log and views.
final class SimulatedNode {
  private static final EngineLimits LIMITS = limits();

  final Peers peers;
  final InMemoryEventLog log;
  private final ViewStore views;
  private final ClusterNode node;
  private final Commands commands;
  private final Freshness freshness;

  SimulatedNode(Peers peers, InMemoryEventLog log, ViewStore views, SeededBug bug) {
    this.peers = peers;
    this.log = log;
    this.views = bug.in(views);
    node =
        new ClusterNode(
            peers,
            new RecordNodeCodec(new ProtobufCommitCodec()),
            ports(bug.in((EventLog) log), this.views),
            LIMITS);
    commands = bug.in(node.engine().commands());
    freshness = bug == SeededBug.READS_ASK_NOBODY ? node.engine().freshness() : node.freshness();
    node.start();
  }

  static EnginePorts ports(EventLog log, ViewStore views) {
    Limits limits = Limits.DEFAULT;
    return new EnginePorts(
        log,
        new ProtobufCommitCodec(),
        Deciders.of(limits, Set.copyOf(RoomDecider.REACTIONS)),
        views,
        new ViewStateLoader(views),
        List.of(new ViewProjection(ShardLimits.DEFAULT.rememberedFor())),
        List.of(new UnfinishedWork()),
        Clock.systemUTC());
  }

  Commands commands() {
    return commands;
  }

  Freshness freshness() {
    return freshness;
  }

  /// Whether the views of this node hold the message.
  boolean shows(RoomId room, int sequence) {
    Needs message = new Needs(List.of(sequence), List.of(), List.of(), List.of());
    return !new ViewStateLoader(views).parts(room, message).messages().isEmpty();
  }

  ShardPlacement placement() {
    return node.placement();
  }

  boolean isReady() {
    return node.isComplete()
        && node.engine().numbers().isReady()
        && node.engine().numbers().isSound();
  }

  String faults() {
    return node.engine().numbers().toString();
  }

  /// Goes as a node that is stopped.
  void leave() {
    node.close();
    peers.close();
    log.close();
    views.close();
  }

  /// Nothing that it still does reaches anybody.
  void cutOff() {
    log.close();
    views.close();
  }

  /// Ends the threads of one that was cut off.
  void bury() {
    node.engine().close();
  }

  private static EngineLimits limits() {
    ShardLimits usual = ShardLimits.DEFAULT;
    return new EngineLimits(
        new ShardLimits(
            usual.mailbox(),
            usual.mailboxPerAggregate(),
            usual.turn(),
            usual.turnPerAggregate(),
            usual.batchBytes(),
            usual.cachedBytes(),
            usual.loadedParts(),
            usual.rememberedCommands(),
            usual.rememberedFor(),
            usual.unprojectedCommits(),
            usual.unprojectedBytes(),
            Duration.ofSeconds(5),
            Duration.ofMillis(5),
            Duration.ofMillis(50)),
        EngineLimits.DEFAULT.projection(),
        EngineLimits.DEFAULT.policy());
  }
}
