package io.tsubame.cluster.pekko;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.pekko.actor.AbstractActor;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.cluster.ClusterEvent;
import org.apache.pekko.cluster.ClusterEvent.CurrentClusterState;
import org.apache.pekko.cluster.ClusterEvent.MemberEvent;
import org.apache.pekko.cluster.ClusterEvent.ReachableMember;
import org.apache.pekko.cluster.ClusterEvent.UnreachableMember;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.UniqueAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one actor of a node: hears what happens to the members, and takes frames.
final class Door extends AbstractActor {
  private static final Logger LOG = LoggerFactory.getLogger(Door.class);

  /// How long those are still counted on whom this node lost while it stood still itself: a few of
  /// their signs of life.
  private static final Duration GRACE = Duration.ofSeconds(1);

  /// The time for it has come.
  private record Postponed(UnreachableMember loss) {}

  private final PekkoPeers peers;
  private final Membership membership = new Membership();
  private final Standstill standstill;
  private final Map<UniqueAddress, UnreachableMember> postponed = new HashMap<>();
  private final Assembly assembly = new Assembly();

  /// @param pause without a sign of life, after which a node counts as unreachable
  Door(PekkoPeers peers, Duration pause) {
    this.peers = peers;
    standstill = new Standstill(pause.dividedBy(2), GRACE);
  }

  @Override
  public void preStart() {
    Cluster.get(getContext().getSystem())
        .subscribe(
            getSelf(),
            ClusterEvent.initialStateAsSnapshot(),
            MemberEvent.class,
            UnreachableMember.class,
            ReachableMember.class);
  }

  @Override
  public Receive createReceive() {
    return receiveBuilder()
        .match(byte[].class, this::frame)
        .match(CurrentClusterState.class, state -> seen(() -> membership.begin(state)))
        .match(MemberEvent.class, this::changed)
        .match(UnreachableMember.class, this::lost)
        .match(Postponed.class, later -> stillLost(later.loss()))
        .match(ReachableMember.class, this::found)
        .build();
  }

  private void changed(MemberEvent event) {
    if (event.member().status().equals(MemberStatus.removed())) {
      postponed.remove(event.member().uniqueAddress());
    }
    seen(() -> membership.apply(event));
  }

  private void lost(UnreachableMember event) {
    if (standstill.isJustOver()) {
      postponed.put(event.member().uniqueAddress(), event);
      ActorSystem system = getContext().getSystem();
      system
          .scheduler()
          .scheduleOnce(GRACE, getSelf(), new Postponed(event), system.dispatcher(), getSelf());
    } else {
      seen(() -> membership.apply(event));
    }
  }

  private void stillLost(UnreachableMember event) {
    if (postponed.remove(event.member().uniqueAddress(), event)) {
      seen(() -> membership.apply(event));
    }
  }

  private void found(ReachableMember event) {
    postponed.remove(event.member().uniqueAddress());
    seen(() -> membership.apply(event));
  }

  @Override
  public void postStop() {
    standstill.close();
  }

  private void seen(Runnable change) {
    change.run();
    peers.see(membership.reachable(), membership.staying());
  }

  private void frame(byte[] bytes) {
    try {
      Frame whole = assembly.add(Frame.read(bytes));
      if (whole != null) {
        peers.arrived(whole, getSender());
      }
    } catch (IllegalArgumentException noFrame) {
      LOG.atWarn().addKeyValue("bytes", bytes.length).log("What came from a node is no frame");
    }
  }
}
