package io.tsubame.application.cluster;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntConsumer;

/// Takes the shards of this node and gives them up, as the members come and go.
public final class Ownership implements AutoCloseable {
  /// How long the others have to learn that this node leaves.
  private static final Duration FAREWELL = Duration.ofSeconds(5);

  private final Peers peers;
  private final ShardPlacement placement;
  private final IntConsumer take;
  private final IntConsumer give;
  private final Set<Integer> owned = new HashSet<>();
  private boolean closed;

  /// @param take begins to own a shard; must be quick
  /// @param give ends it; must be quick
  public Ownership(Peers peers, ShardPlacement placement, IntConsumer take, IntConsumer give) {
    this.peers = peers;
    this.placement = placement;
    this.take = take;
    this.give = give;
  }

  public void start() {
    peers.onChange(this::settle);
    settle();
  }

  /// Leaves the cluster: the others take the shards over, and then this node gives them up.
  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
    }
    peers.leave(FAREWELL);
    settle();
    synchronized (this) {
      closed = true;
    }
  }

  private synchronized void settle() {
    if (closed) {
      return;
    }
    Set<Integer> own = placement.own();
    Set<Integer> given = new TreeSet<>(owned);
    given.removeAll(own);
    Set<Integer> taken = new TreeSet<>(own);
    taken.removeAll(owned);
    given.forEach(give::accept);
    taken.forEach(take::accept);
    owned.clear();
    owned.addAll(own);
  }
}
