package io.tsubame.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsubame.application.cluster.Ownership;
import io.tsubame.application.cluster.Peers;
import io.tsubame.application.cluster.ShardPlacement;
import io.tsubame.protocol.ProtobufCommitCodec;
import io.tsubame.protocol.RecordNodeCodec;
import io.tsubame.testkit.InMemoryNetwork;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// How shards change hands where a node comes or goes as planned.
final class HandoverTest {
  private static final int SHARDS = 64;
  private static final int AT_ONCE = 4;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final InMemoryNetwork network = new InMemoryNetwork(1);
  private final List<Node> nodes = new CopyOnWriteArrayList<>();

  /// Who holds a shard.
  private final Map<Integer, String> holders = new HashMap<>();

  private final List<String> faults = new CopyOnWriteArrayList<>();

  /// The most shards that somebody had given up and nobody held yet.
  private int mostInTransit;

  @AfterEach
  void close() {
    nodes.forEach(node -> node.peers.close());
    nodes.forEach(node -> node.ownership.close());
  }

  @Test
  @DisplayName("[CL19] the first node takes all shards at once")
  void first() {
    Node node = join("a");

    await(() -> node.ownership.isComplete() && heldBy("a") == SHARDS);
    assertThat(faults).isEmpty();
  }

  @Test
  @DisplayName("[CL19] nodes that come together share the shards")
  void together() {
    List.of("a", "b", "c").forEach(this::join);

    await(() -> nodes.stream().allMatch(node -> node.ownership.isComplete()) && areShared());
    assertThat(nodes).allMatch(node -> node.placement.own().size() >= 10);
  }

  /// Whether each shard is placed on one node by that one, and on no other by any.
  private boolean areShared() {
    return nodes.stream()
        .flatMap(node -> node.placement.own().stream())
        .sorted()
        .toList()
        .equals(IntStream.range(0, SHARDS).boxed().toList());
  }

  @Test
  @DisplayName("[CL20] a node that comes takes few shards at a time, when they have been given up")
  void comes() {
    joinAfterAnother("a");

    joinAfterAnother("b");

    assertThat(heldBy("b")).isBetween(16, 48);
    assertThat(mostInTransit).isBetween(1, AT_ONCE);
    assertThat(faults).isEmpty();
  }

  @Test
  @DisplayName("[CL20] a node that goes gives few shards up at a time, and the others take them")
  void goes() {
    List.of("a", "b", "c").forEach(this::joinAfterAnother);
    mostInTransit = 0;

    nodes.getFirst().ownership.close();

    await(this::areAllHeld);
    assertThat(heldBy("a")).isZero();
    assertThat(mostInTransit).isBetween(1, AT_ONCE);
    assertThat(faults).isEmpty();
  }

  @Test
  @DisplayName("[CL19] where a node is lost, the others take all its shards at once")
  void lost() {
    List.of("a", "b").forEach(this::joinAfterAnother);

    network.kill(nodes.getFirst().peers.self());
    network.notice();

    assertThat(nodes.getLast().placement.own()).hasSize(SHARDS);
    await(() -> heldBy("b") == SHARDS);
  }

  @Test
  @DisplayName(
      "[CL21] a node waits for members that do not say what they stand for, but not for ever")
  void silent() {
    Peers silent = network.join("silent");

    Node node = join("a");

    await(() -> node.ownership.isComplete() && heldBy("a") == SHARDS);
    silent.close();
  }

  @Test
  @DisplayName("[CL22] a node that the log does not answer stands aside, and comes back afterwards")
  void withoutLog() {
    List.of("a", "b").forEach(this::joinAfterAnother);
    int before = heldBy("a");

    nodes.getFirst().reachesLog = false;
    await(() -> heldBy("b") == SHARDS);
    nodes.getFirst().reachesLog = true;

    await(() -> heldBy("a") == before);
  }

  @Test
  @DisplayName("[CL19] a node in which something fails for once stands for shards all the same")
  void failsOnce() {
    Node node = new Node(network.join("a"));
    nodes.add(node);
    node.fails = true;

    node.ownership.start();
    await(() -> !node.fails);

    await(() -> node.ownership.isComplete() && heldBy("a") == SHARDS);
  }

  @Test
  @DisplayName("[CL22] where the log answers nobody, nobody stands aside")
  void logOfNobody() throws InterruptedException {
    List.of("a", "b").forEach(this::joinAfterAnother);
    int before = heldBy("a");

    nodes.forEach(node -> node.reachesLog = false);
    TimeUnit.SECONDS.sleep(3); // more than two beats

    assertThat(heldBy("a")).isEqualTo(before);
    assertThat(heldBy("b")).isEqualTo(SHARDS - before);
  }

  private void joinAfterAnother(String name) {
    Node node = join(name);
    await(() -> node.ownership.isComplete() && areAllHeld());
  }

  private Node join(String name) {
    Node node = new Node(network.join(name));
    nodes.add(node);
    node.ownership.start();
    return node;
  }

  private final class Node {
    final Peers peers;
    final ShardPlacement placement;
    final Ownership ownership;
    volatile boolean reachesLog = true;

    /// Whether the next question for the log fails.
    volatile boolean fails;

    Node(Peers peers) {
      this.peers = peers;
      placement = new ShardPlacement(peers, SHARDS);
      ownership =
          new Ownership(
              peers,
              placement,
              new RecordNodeCodec(new ProtobufCommitCodec()),
              this::reachesLog,
              shard -> later(() -> taken(shard, name())),
              shard -> later(() -> given(shard, name())));
    }

    private boolean reachesLog() {
      if (fails) {
        fails = false;
        throw new IllegalStateException("fails once");
      }
      return reachesLog;
    }

    String name() {
      return peers.self().name();
    }
  }

  /// Opening and closing take a moment.
  private static CompletableFuture<Void> later(Runnable work) {
    return CompletableFuture.runAsync(
        work, CompletableFuture.delayedExecutor(2, TimeUnit.MILLISECONDS));
  }

  private synchronized void taken(int shard, String name) {
    String before = holders.put(shard, name);
    if (before != null && !before.equals(name)) {
      faults.add(shard + " was taken by " + name + " while " + before + " held it");
    }
  }

  private synchronized void given(int shard, String name) {
    holders.remove(shard, name);
    mostInTransit = Math.max(mostInTransit, SHARDS - holders.size());
  }

  private synchronized int heldBy(String name) {
    return Collections.frequency(holders.values(), name);
  }

  private synchronized boolean areAllHeld() {
    return holders.size() == SHARDS;
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - end).as("time left").isNegative();
      LockSupport.parkNanos(1_000_000);
    }
  }
}
