package io.tsubame.application.cluster;

import io.tsubame.application.OperatingFailure;
import io.tsubame.application.Unavailable;
import io.tsubame.application.cluster.NodeMessage.Stands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How nodes learn what each of them stands for: one tells it, and the other answers with its own.
/// To be told is to act: who is told answers when it has given up what is the other's by that.
final class Introductions {
  private static final Logger LOG = LoggerFactory.getLogger(Introductions.class);
  private static final String TOPIC = "candidacy";

  /// Less than any version.
  private static final long UNTOLD = -1;

  /// Which an answer has to travel.
  private static final Duration TRAVEL = Duration.ofSeconds(1);

  /// Acts on what another node stands for.
  @FunctionalInterface
  interface Listener {
    /// Returns when that is done, or has taken too long.
    void noted(NodeId node, Candidacy candidacy) throws InterruptedException;
  }

  private final Peers peers;
  private final ShardPlacement placement;
  private final NodeCodec codec;
  private final Duration patience;
  private final BooleanSupplier reachesLog;
  private final Listener listener;

  /// Those who said that the log answers them, when they were asked last.
  private final Set<NodeId> reaching = ConcurrentHashMap.newKeySet();

  /// The version that each node that can be reached was told last.
  private final Map<NodeId, Long> told = new ConcurrentHashMap<>();

  /// Since when there are members who have said nothing, by the clock of [System#nanoTime]; null
  /// where all have. For one thread.
  private @Nullable Long strangersSince;

  /// @param acting how long a listener may take
  /// @param reachesLog whether the log answers this node
  Introductions(
      Peers peers,
      ShardPlacement placement,
      NodeCodec codec,
      Duration acting,
      BooleanSupplier reachesLog,
      Listener listener) {
    this.peers = peers;
    this.placement = placement;
    this.codec = codec;
    this.reachesLog = reachesLog;
    this.listener = listener;
    patience = acting.plus(TRAVEL);
    peers.answer(TOPIC, this::answer);
  }

  /// Introduces this node to those who do not know what it stands for, or have not said what they
  /// do themselves.
  void renew() throws InterruptedException {
    told.keySet().retainAll(peers.others());
    Candidacy now = placement.candidacyOf(peers.self());
    Set<NodeId> unaware = new HashSet<>(peers.others());
    unaware.removeIf(node -> told.getOrDefault(node, UNTOLD) >= now.version());
    tell(now, unaware, unaware);
  }

  /// Tells all others.
  ///
  /// @param awaited returns when those have acted on it
  void announce(Candidacy candidacy, Set<NodeId> awaited) throws InterruptedException {
    tell(candidacy, peers.others(), awaited);
  }

  /// Asks whether the log answers another member.
  boolean doOthersReachLog() throws InterruptedException {
    Set<NodeId> others = peers.others();
    tell(placement.candidacyOf(peers.self()), others, others);
    return peers.members().stream().anyMatch(reaching::contains);
  }

  /// Whether all members have said what they stand for, or some have not for so long that this node
  /// goes on without them.
  boolean areDone(Duration strangers) {
    if (placement.knowsAllOthers()) {
      strangersSince = null;
      return true;
    }
    long now = System.nanoTime();
    if (strangersSince == null) {
      strangersSince = now;
    }
    return now - strangersSince > strangers.toNanos();
  }

  private void tell(Candidacy candidacy, Set<NodeId> nodes, Set<NodeId> awaited)
      throws InterruptedException {
    List<Thread> acting = new ArrayList<>();
    for (NodeId node : nodes) {
      Thread telling = Thread.ofVirtual().name("introduction").start(() -> tell(candidacy, node));
      if (awaited.contains(node)) {
        acting.add(telling);
      }
    }
    for (Thread each : acting) {
      each.join();
    }
  }

  private void tell(Candidacy candidacy, NodeId node) {
    try {
      Stands theirs = decoded(peers.ask(node, TOPIC, encoded(candidacy), patience));
      told.merge(node, candidacy.version(), Math::max);
      if (theirs.reachesLog()) {
        reaching.add(node);
      } else {
        reaching.remove(node);
      }
      placement.stands(node, candidacy(theirs));
    } catch (OperatingFailure | IllegalArgumentException failure) {
      reaching.remove(node);
      LOG.atDebug()
          .addKeyValue("node", node.name())
          .addKeyValue("cause", failure.getMessage())
          .log("A node does not hear what this one stands for");
    }
  }

  private byte[] answer(NodeId from, byte[] message) {
    try {
      listener.noted(from, candidacy(decoded(message)));
    } catch (IllegalArgumentException notUnderstood) {
      throw new Unavailable("it is not understood what a node stands for", notUnderstood);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return encoded(placement.candidacyOf(peers.self()));
  }

  private byte[] encoded(Candidacy candidacy) {
    return codec.encode(
        new Stands(
            candidacy.version(), List.copyOf(candidacy.shards()), reachesLog.getAsBoolean()));
  }

  private Stands decoded(byte[] message) {
    if (codec.decode(message) instanceof Stands stands) {
      return stands;
    }
    throw new IllegalArgumentException("no introduction");
  }

  private static Candidacy candidacy(Stands stands) {
    return new Candidacy(stands.version(), new TreeSet<>(stands.shards()));
  }
}
