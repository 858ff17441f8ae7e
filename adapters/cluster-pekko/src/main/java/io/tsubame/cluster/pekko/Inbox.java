package io.tsubame.cluster.pekko;

import io.tsubame.application.cluster.NodeId;
import io.tsubame.application.cluster.Peers.Receiver;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What one other node tells on one topic, in order, with losses noticed by the numbers.
final class Inbox {
  private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);
  private static final int BOUND = 10_000;
  private static final long BOUND_BYTES = 64L << 20;

  private sealed interface Item {
    record Message(byte[] bytes) implements Item {}

    record Gap() implements Item {}
  }

  private final NodeId from;
  private final Receiver receiver;
  private final BlockingQueue<Item> queue = new ArrayBlockingQueue<>(BOUND);
  private final AtomicLong waitingBytes = new AtomicLong();
  private final Thread thread;

  /// The number of the next message. Used by the Door alone, as is what follows.
  private long next = 1;

  /// Whether a gap has to be told as soon as there is room.
  private boolean owesGap;

  Inbox(NodeId from, String topic, Receiver receiver) {
    this.from = from;
    this.receiver = receiver;
    thread = Thread.ofVirtual().name("inbox-" + topic + "-" + from.name()).start(this::deliver);
  }

  void message(long number, byte[] bytes) {
    if (number < next) {
      return;
    }
    owesGap |= number > next;
    next = number + 1;
    payGap();
    owesGap = owesGap || !takes(bytes);
  }

  private boolean takes(byte[] bytes) {
    if (waitingBytes.get() + bytes.length > BOUND_BYTES) {
      return false;
    }
    waitingBytes.addAndGet(bytes.length);
    boolean taken = queue.offer(new Item.Message(bytes));
    if (!taken) {
      waitingBytes.addAndGet(-bytes.length);
    }
    return taken;
  }

  /// @param told how many messages the sender has told
  void count(long told) {
    owesGap |= told >= next;
    next = Math.max(next, told + 1);
    payGap();
  }

  void close() {
    thread.interrupt();
  }

  private void payGap() {
    if (owesGap && queue.offer(new Item.Gap())) {
      owesGap = false;
    }
  }

  private void deliver() {
    try {
      while (true) {
        deliver(queue.take());
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// A receiver that fails has missed something.
  private void deliver(Item item) {
    try {
      switch (item) {
        case Item.Message(byte[] bytes) -> {
          waitingBytes.addAndGet(-bytes.length);
          receiver.received(from, bytes);
        }
        case Item.Gap() -> receiver.broken(from);
      }
    } catch (RuntimeException bug) {
      LOG.atError().addKeyValue("node", from.name()).setCause(bug).log("A receiver failed");
      boolean _ = item instanceof Item.Message && queue.offer(new Item.Gap());
    }
  }
}
