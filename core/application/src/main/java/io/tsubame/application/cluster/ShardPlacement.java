package io.tsubame.application.cluster;

import io.tsubame.application.shard.ShardMap;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Which node is to own which shard, by the members that this node sees and what each of them
/// stands for: a shard goes to the one whose name and the shard together hash highest, of those
/// that stand for it. So a member that comes or goes moves its own shards only, and each node knows
/// the owner without asking.
///
/// Nodes that see different members place differently. That costs time and nothing else, since the
/// log knows one owner.
public final class ShardPlacement {
  /// What the nodes stand for.
  ///
  /// @param version one more after each change
  private record Standing(long version, Map<NodeId, Candidacy> candidacies) {}

  private record Placed(Set<NodeId> members, long version, List<Optional<NodeId>> owners) {}

  private final Peers peers;
  private final int shards;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition change = lock.newCondition();
  private long changes;
  private volatile Standing standing = new Standing(0, Map.of());
  private volatile Placed placed = new Placed(Set.of(), 0, List.of());

  public ShardPlacement(Peers peers, int shards) {
    this.peers = peers;
    this.shards = shards;
    peers.onChange(this::changed);
  }

  int shards() {
    return shards;
  }

  /// Empty where no member stands for it.
  public Optional<NodeId> ownerOf(int shard) {
    Set<NodeId> members = peers.members();
    Standing nodes = standing;
    Placed now = placed;
    if (now.owners().isEmpty()
        || now.version() != nodes.version()
        || !now.members().equals(members)) {
      now = new Placed(members, nodes.version(), place(members, nodes.candidacies(), shards));
      placed = now;
    }
    return now.owners().get(shard);
  }

  /// The shards that this node is to own.
  public Set<Integer> own() {
    Optional<NodeId> self = Optional.of(peers.self());
    return IntStream.range(0, shards)
        .boxed()
        .filter(shard -> ownerOf(shard).equals(self))
        .collect(Collectors.toSet());
  }

  /// Adds one who is called after each change of the members or of what they stand for. It must be
  /// quick.
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  /// Waits for a change, or for the time.
  public void awaitChange(Duration time) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long seen = changes;
      long rest = time.toNanos();
      while (changes == seen && rest > 0) {
        rest = change.awaitNanos(rest);
      }
    } finally {
      lock.unlock();
    }
  }

  /// Takes note of what a node stands for, unless something newer is known. Those before it under
  /// its name are forgotten.
  void stands(NodeId node, Candidacy candidacy) {
    lock.lock();
    try {
      Candidacy known = standing.candidacies().get(node);
      if (known != null && known.version() >= candidacy.version()) {
        return;
      }
      Map<NodeId, Candidacy> next = new HashMap<>(standing.candidacies());
      Set<NodeId> others = peers.others();
      next.keySet().removeIf(each -> each.name().equals(node.name()) && !others.contains(each));
      next.put(node, candidacy);
      standing = new Standing(standing.version() + 1, Map.copyOf(next));
    } finally {
      lock.unlock();
    }
    changed();
  }

  Candidacy candidacyOf(NodeId node) {
    return standing.candidacies().getOrDefault(node, Candidacy.NONE);
  }

  /// Whether all other members have said what they stand for.
  boolean knowsAllOthers() {
    Map<NodeId, Candidacy> known = standing.candidacies();
    return peers.members().stream()
        .allMatch(node -> node.equals(peers.self()) || known.containsKey(node));
  }

  /// Whether this node would own the shard if it stood for it.
  boolean wouldOwn(int shard) {
    Optional<NodeId> owner = ownerOf(shard);
    return owner.isEmpty() || preference(shard).compare(peers.self(), owner.get()) >= 0;
  }

  /// Whether another member stands for the shard.
  boolean hasHeir(int shard) {
    return peers.members().stream()
        .anyMatch(node -> !node.equals(peers.self()) && candidacyOf(node).shards().contains(shard));
  }

  private void changed() {
    lock.lock();
    try {
      changes++;
      change.signalAll();
    } finally {
      lock.unlock();
    }
    listeners.forEach(Runnable::run);
  }

  static List<Optional<NodeId>> place(
      Set<NodeId> members, Map<NodeId, Candidacy> candidacies, int shards) {
    return IntStream.range(0, shards)
        .mapToObj(shard ->
            members.stream()
                .filter(
                    node -> candidacies.getOrDefault(node, Candidacy.NONE).shards().contains(shard))
                .max(preference(shard)))
        .toList();
  }

  private static Comparator<NodeId> preference(int shard) {
    return Comparator.<NodeId>comparingLong(node -> weight(node, shard))
        .thenComparing(Comparator.naturalOrder());
  }

  private static long weight(NodeId node, int shard) {
    return ShardMap.hash((shard + "@" + node.name()).getBytes(StandardCharsets.UTF_8));
  }
}
