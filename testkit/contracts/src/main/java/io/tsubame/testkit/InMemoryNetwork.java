package io.tsubame.testkit;

import io.tsubame.application.cluster.NodeId;
import io.tsubame.application.cluster.Peers;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Nodes of one process that reach each other through memory, with faults on demand. A seed makes
/// the faults. What was cut is noticed by nobody before [#notice].
public final class InMemoryNetwork {
  private record Link(NodeId from, NodeId to) {}

  private final ReentrantLock lock = new ReentrantLock();
  private final ReentrantLock noticing = new ReentrantLock();
  private final Random random;
  private final Map<NodeId, InMemoryPeers> nodes = new TreeMap<>();
  private final Set<Link> cut = new HashSet<>();
  private long incarnations;
  private Duration greatestDelay = Duration.ZERO;
  private int lostPercent;

  public InMemoryNetwork(long seed) {
    random = new Random(seed);
  }

  /// A new node, which all others see at once.
  public Peers join(String name) {
    InMemoryPeers joined;
    lock.lock();
    try {
      if (nodes.keySet().stream().anyMatch(each -> each.name().equals(name))) {
        throw new IllegalArgumentException("there is a node of that name: " + name);
      }
      joined = new InMemoryPeers(new NodeId(name, ++incarnations), this);
      nodes.put(joined.self(), joined);
    } finally {
      lock.unlock();
    }
    notice();
    return joined;
  }

  /// Every message takes up to this long from now on.
  public void delay(Duration greatest) {
    locked(() -> greatestDelay = greatest);
  }

  /// So many of a hundred messages are lost from now on, answers among them.
  public void lose(int percent) {
    locked(() -> lostPercent = percent);
  }

  /// Nothing gets from one to the other any more. What it says is heard.
  public void cut(NodeId from, NodeId to) {
    locked(() -> cut.add(new Link(from, to)));
  }

  /// Nothing gets from the node to any other that is there now, nor back.
  public void isolate(NodeId node) {
    locked(() ->
        nodes
            .keySet()
            .forEach(other -> {
              cut.add(new Link(node, other));
              cut.add(new Link(other, node));
            }));
  }

  /// All reach each other again.
  public void mend() {
    locked(() -> {
      cut.clear();
      lostPercent = 0;
      greatestDelay = Duration.ZERO;
    });
  }

  /// Every node learns which others it can reach.
  public void notice() {
    noticing.lock();
    try {
      Map<NodeId, InMemoryPeers> all = all();
      all.forEach((node, peers) -> {
        Set<NodeId> others = new TreeSet<>(all.keySet());
        others.removeIf(other -> other.equals(node) || !reach(node, other) || !reach(other, node));
        Set<NodeId> members = new TreeSet<>(others);
        members.add(node);
        members.removeIf(each -> Objects.requireNonNull(all.get(each)).isLeaving());
        peers.see(others, members);
      });
    } finally {
      noticing.unlock();
    }
  }

  /// Ends a node as `kill -9` would. The others notice nothing yet.
  public void kill(NodeId node) {
    InMemoryPeers killed = nodeOf(node);
    locked(() -> nodes.remove(node));
    if (killed != null) {
      killed.end();
    }
  }

  @Nullable InMemoryPeers nodeOf(NodeId node) {
    lock.lock();
    try {
      return nodes.get(node);
    } finally {
      lock.unlock();
    }
  }

  /// Lets a message travel: takes its time, and says whether it arrives.
  boolean carry(NodeId from, NodeId to) throws InterruptedException {
    long nanos;
    boolean lost;
    lock.lock();
    try {
      nanos = (long) (greatestDelay.toNanos() * random.nextDouble());
      lost = random.nextInt(100) < lostPercent;
    } finally {
      lock.unlock();
    }
    if (nanos > 0) {
      Thread.sleep(Duration.ofNanos(nanos));
    }
    return !lost && reach(from, to) && nodeOf(to) != null;
  }

  private boolean reach(NodeId from, NodeId to) {
    lock.lock();
    try {
      return !cut.contains(new Link(from, to));
    } finally {
      lock.unlock();
    }
  }

  private Map<NodeId, InMemoryPeers> all() {
    lock.lock();
    try {
      return new TreeMap<>(nodes);
    } finally {
      lock.unlock();
    }
  }

  private void locked(Runnable work) {
    lock.lock();
    try {
      work.run();
    } finally {
      lock.unlock();
    }
  }
}
