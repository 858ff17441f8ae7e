package io.tsubame.cluster.pekko;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.pekko.actor.Address;
import org.apache.pekko.cluster.Cluster;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How a node comes into its cluster.
///
/// The first of the seeds begins a cluster where the other seeds know of none, and Pekko lets it do
/// so as well where they do not answer in time. Cut off, or merely slow, it would begin a second
/// cluster beside the one that is there. So it asks only seeds that take connections, whose answers
/// surely come, and nobody before more than half of the seeds are there, itself counted: what is
/// left of a cluster that parted is never more than that (`keep-majority`).
final class Beginning implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Beginning.class);
  private static final int CONNECT_MILLIS = 1_000;
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final Cluster cluster;
  private final List<Address> seeds;
  private final CountDownLatch closing = new CountDownLatch(1);

  /// @param seeds the same on all nodes; none where the cluster is this node alone at first
  Beginning(Cluster cluster, List<Address> seeds) {
    this.cluster = cluster;
    this.seeds = seeds;
  }

  /// Returns at once.
  void start() {
    Address self = cluster.selfAddress();
    if (seeds.isEmpty()) {
      cluster.joinSeedNodes(List.of(self));
    } else if (seeds.getFirst().equals(self)) {
      Thread.ofVirtual().name("peers-begin").start(this::begin);
    } else {
      cluster.joinSeedNodes(seeds);
    }
  }

  private void begin() {
    List<Address> there = others();
    try {
      for (boolean said = false; 2 * (1 + there.size()) <= seeds.size(); said = true) {
        if (!said) {
          LOG.atWarn()
              .addKeyValue("seeds", seeds.size())
              .addKeyValue("reachable", 1 + there.size())
              .log("Waiting until more than half of cluster.seeds can be reached");
        }
        if (closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
          return;
        }
        there = others();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return;
    }
    cluster.joinSeedNodes(Stream.concat(Stream.of(seeds.getFirst()), there.stream()).toList());
  }

  /// The other seeds that take connections.
  private List<Address> others() {
    return seeds.stream().skip(1).filter(Beginning::takesConnections).toList();
  }

  private static boolean takesConnections(Address seed) {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(seed.getHost().orElse(""), seed.getPort().orElse(0)),
          CONNECT_MILLIS);
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  @Override
  public void close() {
    closing.countDown();
  }
}
