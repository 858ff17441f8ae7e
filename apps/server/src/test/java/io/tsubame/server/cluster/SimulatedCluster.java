package io.tsubame.server.cluster;

import io.tsubame.application.shard.CommandId;
import io.tsubame.application.shard.Outcome;
import io.tsubame.domain.Actor;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.Creation;
import io.tsubame.domain.OrganizationId;
import io.tsubame.domain.organization.OrganizationCommand.FoundOrganization;
import io.tsubame.testkit.InMemoryEventLog;
import io.tsubame.testkit.InMemoryNetwork;
import io.tsubame.testkit.InMemoryViewStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Nodes that share a log and views, and what goes wrong with them, from a seed.
final class SimulatedCluster {
  static final int SHARDS = 8;
  private static final int NODES = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  final InMemoryEventLog log = new InMemoryEventLog(SHARDS);
  final InMemoryViewStore views = new InMemoryViewStore();
  private final InMemoryNetwork network;
  private final Random random;
  private final SeededBug bug;
  private final List<SimulatedNode> nodes = new CopyOnWriteArrayList<>();
  private final List<SimulatedNode> dead = new ArrayList<>();
  private int named;

  /// Counts where something begins to break off without a word, and where that is over: what is
  /// asked in between is not held against anybody.
  private final AtomicInteger accidents = new AtomicInteger();

  SimulatedCluster(long seed, SeededBug bug) {
    this.bug = bug;
    random = new Random(seed);
    network = new InMemoryNetwork(seed);
    for (int i = 0; i < NODES; i++) {
      join();
    }
  }

  SimulatedNode any(Random chooser) {
    List<SimulatedNode> now = List.copyOf(nodes);
    return now.get(chooser.nextInt(now.size()));
  }

  List<SimulatedNode> nodes() {
    return List.copyOf(nodes);
  }

  /// Founds an organization, once for each name.
  AggregateId.Organization found(String name) {
    FoundOrganization founding =
        new FoundOrganization(new OrganizationId(Creation.UNNUMBERED), name);
    Outcome founded =
        nodes.getFirst().commands().create(founding, Actor.SERVER, new CommandId("found " + name));
    return (AggregateId.Organization) ((Outcome.Accepted) founded).commit().aggregate();
  }

  int accidents() {
    return accidents.get();
  }

  boolean isCalmSince(int accidentsThen) {
    return accidentsThen % 2 == 0 && accidents.get() == accidentsThen;
  }

  /// One thing that happens to a cluster, and some time after it.
  void misfortune() throws InterruptedException {
    switch (random.nextInt(5)) {
      case 0 -> replace();
      case 1 -> kill();
      case 2 -> isolate();
      case 3 -> pause();
      default -> oneWay();
    }
    settle(100);
  }

  void mend() throws InterruptedException {
    network.mend();
    network.notice();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!nodes.stream().allMatch(SimulatedNode::isReady)) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(
            "not ready: " + nodes.stream().map(SimulatedNode::faults).toList());
      }
      settle(5);
    }
  }

  void close() {
    nodes.forEach(SimulatedNode::leave);
    dead.forEach(SimulatedNode::bury);
  }

  private void join() {
    nodes.add(
        new SimulatedNode(network.join("node-" + named++), log.reopened(), views.reopened(), bug));
  }

  private SimulatedNode one() {
    return nodes.get(random.nextInt(nodes.size()));
  }

  /// A rolling restart: one comes, one goes.
  void replace() {
    SimulatedNode leaving = one();
    join();
    nodes.remove(leaving);
    leaving.leave();
  }

  private void kill() throws InterruptedException {
    accidents.incrementAndGet();
    SimulatedNode killed = one();
    nodes.remove(killed);
    dead.add(killed);
    network.kill(killed.peers.self());
    killed.cutOff();
    settle(30);
    network.notice();
    settle(100);
    join();
    accidents.incrementAndGet();
  }

  /// Both sides own every shard for a while.
  private void isolate() throws InterruptedException {
    accidents.incrementAndGet();
    network.isolate(one().peers.self());
    settle(30);
    network.notice();
    settle(200);
    mended();
  }

  /// One node stands still in the middle of its appends, and goes on when it owns nothing any more.
  private void pause() throws InterruptedException {
    accidents.incrementAndGet();
    SimulatedNode paused = one();
    paused.log.holdAppends();
    network.isolate(paused.peers.self());
    settle(30);
    network.notice();
    settle(200);
    paused.log.releaseAppends();
    settle(50);
    mended();
  }

  /// Orders arrive, and their answers do not.
  private void oneWay() throws InterruptedException {
    accidents.incrementAndGet();
    SimulatedNode deaf = one();
    for (SimulatedNode other : nodes) {
      network.cut(other.peers.self(), deaf.peers.self());
    }
    network.delay(Duration.ofMillis(2));
    settle(50);
    network.notice();
    settle(50);
    mended();
  }

  private void mended() throws InterruptedException {
    network.mend();
    network.notice();
    settle(50);
    accidents.incrementAndGet();
  }

  private void settle(long millis) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(millis / 2 + random.nextInt((int) millis));
  }
}
