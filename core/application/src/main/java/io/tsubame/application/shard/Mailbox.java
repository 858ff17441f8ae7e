package io.tsubame.application.shard;

import io.tsubame.application.Overloaded;
import io.tsubame.application.Unavailable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The bounded queue in front of a shard. Commands to one aggregate keep their order; the
/// aggregates take turns, so that one of them cannot hold up the others. For several threads.
final class Mailbox {
  /// All creations share one place in the round, since their aggregates do not exist yet.
  private static final Object CREATIONS = new Object();

  private final ShardLimits limits;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /// Never empty queues; the aggregate whose turn is next comes first.
  private final LinkedHashMap<Object, ArrayDeque<Submission>> queues = new LinkedHashMap<>();

  private int size;
  private boolean closed;

  Mailbox(ShardLimits limits) {
    this.limits = limits;
  }

  /// @throws Overloaded where it is full
  /// @throws Unavailable where it is closed
  void put(Submission submission) {
    Object key = keyOf(submission);
    lock.lock();
    try {
      if (closed) {
        throw new Unavailable("the shard is closed");
      }
      ArrayDeque<Submission> queue = queues.get(key);
      if (size >= limits.mailbox()
          || (queue != null && queue.size() >= limits.mailboxPerAggregate())) {
        throw new Overloaded("the mailbox of the shard is full");
      }
      if (queue == null) {
        queue = new ArrayDeque<>();
        queues.put(key, queue);
      }
      queue.addLast(submission);
      size++;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /// Waits for commands and takes the next turn of them; none once it is closed and empty.
  List<Submission> take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (size == 0 && !closed) {
        changed.await();
      }
      return nextTurn();
    } finally {
      lock.unlock();
    }
  }

  /// Takes no more commands. Those that wait can still be taken.
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Takes everything that waits.
  List<Submission> drain() {
    lock.lock();
    try {
      List<Submission> all = queues.values().stream().flatMap(Collection::stream).toList();
      queues.clear();
      size = 0;
      return all;
    } finally {
      lock.unlock();
    }
  }

  boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  int size() {
    lock.lock();
    try {
      return size;
    } finally {
      lock.unlock();
    }
  }

  private List<Submission> nextTurn() {
    List<Submission> turn = new ArrayList<>(Math.min(size, limits.turn()));
    for (int round = queues.size(); round > 0 && turn.size() < limits.turn(); round--) {
      Map.Entry<Object, ArrayDeque<Submission>> next = queues.pollFirstEntry();
      ArrayDeque<Submission> queue = next.getValue();
      int share = Math.min(limits.turnPerAggregate(), limits.turn() - turn.size());
      for (; share > 0 && !queue.isEmpty(); share--) {
        turn.add(queue.removeFirst());
      }
      if (!queue.isEmpty()) {
        queues.putLast(next.getKey(), queue);
      }
    }
    size -= turn.size();
    return turn;
  }

  private static Object keyOf(Submission submission) {
    return switch (submission.message()) {
      case ShardMessage.Decide(var to, _) -> to;
      case ShardMessage.Create _ -> CREATIONS;
    };
  }
}
