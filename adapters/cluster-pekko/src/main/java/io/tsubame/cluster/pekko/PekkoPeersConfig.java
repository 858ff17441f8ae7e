package io.tsubame.cluster.pekko;

import java.time.Duration;
import java.util.List;

/// How a node finds the others.
///
/// @param name of this node, which no other has; stays over restarts
/// @param host the address that this node has for the others
/// @param port 0 for any free one
/// @param seeds `host:port` of nodes that are usually there, the same list on all nodes. The first
///   of them begins the cluster where it finds none, as soon as more than half of them are there;
///   where there are none, this node does
/// @param pause without a sign of life, after which a node counts as unreachable and its shards go
///   to others; longer than a garbage collection
/// @param forgetAfter after which nodes that do not hear each other part for good: the smaller half
///   ends, so that it can join again
/// @param asksInWork of other nodes, that this node works on at once
public record PekkoPeersConfig(
    String name,
    String host,
    int port,
    List<String> seeds,
    Duration pause,
    Duration forgetAfter,
    int asksInWork) {
  /// For the keys that nobody sets.
  public static final PekkoPeersConfig DEFAULT =
      new PekkoPeersConfig(
          "node",
          "127.0.0.1",
          2552,
          List.of(),
          Duration.ofSeconds(2),
          Duration.ofMinutes(5),
          4_096);

  public PekkoPeersConfig {
    seeds = List.copyOf(seeds);
    if (asksInWork < 1 || pause.toMillis() < 100 || forgetAfter.compareTo(pause) <= 0) {
      throw new IllegalArgumentException("bounds of a cluster's node must be positive");
    }
  }
}
