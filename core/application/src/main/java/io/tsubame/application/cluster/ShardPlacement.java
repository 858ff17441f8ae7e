package io.tsubame.application.cluster;

import io.tsubame.application.shard.ShardMap;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Which node is to own which shard, by the members that this node sees: each shard goes to the
/// member whose name and the shard together hash highest, so that a member that comes or goes moves
/// its own shards only, and nobody has to ask anybody.
///
/// Nodes that see different members place differently. That costs time and nothing else, since the
/// log knows one owner.
public final class ShardPlacement {
  private record Placed(Set<NodeId> members, List<Optional<NodeId>> owners) {}

  private final Peers peers;
  private final int shards;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition change = lock.newCondition();
  private long changes;
  private volatile Placed placed = new Placed(Set.of(), List.of());

  public ShardPlacement(Peers peers, int shards) {
    this.peers = peers;
    this.shards = shards;
    peers.onChange(this::changed);
  }

  /// Empty where there is no member.
  public Optional<NodeId> ownerOf(int shard) {
    Set<NodeId> members = peers.members();
    Placed now = placed;
    if (now.owners().isEmpty() || !now.members().equals(members)) {
      now = new Placed(members, place(members, shards));
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

  /// Waits for other members, or for the time.
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

  private void changed() {
    lock.lock();
    try {
      changes++;
      change.signalAll();
    } finally {
      lock.unlock();
    }
  }

  static List<Optional<NodeId>> place(Set<NodeId> members, int shards) {
    return IntStream.range(0, shards)
        .mapToObj(shard ->
            members.stream()
                .max(
                    Comparator.<NodeId>comparingLong(node -> weight(node, shard))
                        .thenComparing(Comparator.naturalOrder())))
        .toList();
  }

  private static long weight(NodeId node, int shard) {
    return ShardMap.hash((shard + "@" + node.name()).getBytes(StandardCharsets.UTF_8));
  }
}
