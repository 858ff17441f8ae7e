package io.tsubame.testkit;

import io.tsubame.application.cluster.NodeId;
import io.tsubame.application.cluster.Peers.Receiver;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/// Carries what one node tells another on one topic, in order.
final class InMemoryLane {
  private static final int BOUND = 10_000;

  /// Wakes the carrier when nothing is to be carried.
  private static final byte[] NOTHING = new byte[0];

  private final NodeId from;
  private final NodeId to;
  private final String topic;
  private final InMemoryNetwork network;
  private final BlockingQueue<byte[]> queue = new ArrayBlockingQueue<>(BOUND);
  private final Thread carrier;

  /// Whether the receiver has to be told of a loss.
  private volatile boolean broken;

  InMemoryLane(NodeId from, NodeId to, String topic, InMemoryNetwork network) {
    this.from = from;
    this.to = to;
    this.topic = topic;
    this.network = network;
    carrier = Thread.ofVirtual().start(this::carry);
  }

  void add(byte[] message) {
    if (!queue.offer(message)) {
      broken = true;
    }
  }

  /// The nodes that can be reached have changed.
  void reached(Set<NodeId> reachable) {
    if (reachable.contains(to)) {
      boolean _ = queue.offer(NOTHING);
    }
  }

  void close() {
    carrier.interrupt();
  }

  private void carry() {
    try {
      while (true) {
        byte[] next = queue.take();
        InMemoryPeers there = network.nodeOf(to);
        Receiver receiver = there == null ? null : there.receiverOf(topic);
        deliver(next, receiver);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @SuppressWarnings("ReferenceEquality") // the one message that is none
  private void deliver(byte[] next, @Nullable Receiver receiver) throws InterruptedException {
    if (!network.carry(from, to) || receiver == null) {
      broken |= next != NOTHING;
      return;
    }
    if (broken) {
      broken = false;
      receiver.broken(from);
    }
    if (next != NOTHING) {
      receiver.received(from, next);
    }
  }
}
