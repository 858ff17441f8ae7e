package io.tsubame.cluster.pekko;

import org.apache.pekko.actor.AbstractActor;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.cluster.ClusterEvent;
import org.apache.pekko.cluster.ClusterEvent.CurrentClusterState;
import org.apache.pekko.cluster.ClusterEvent.MemberEvent;
import org.apache.pekko.cluster.ClusterEvent.ReachableMember;
import org.apache.pekko.cluster.ClusterEvent.UnreachableMember;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one actor of a node: hears what happens to the members, and takes frames.
final class Door extends AbstractActor {
  private static final Logger LOG = LoggerFactory.getLogger(Door.class);

  private final PekkoPeers peers;
  private final Membership membership = new Membership();
  private final Assembly assembly = new Assembly();

  Door(PekkoPeers peers) {
    this.peers = peers;
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
        .match(MemberEvent.class, event -> seen(() -> membership.apply(event)))
        .match(UnreachableMember.class, event -> seen(() -> membership.apply(event)))
        .match(ReachableMember.class, event -> seen(() -> membership.apply(event)))
        .build();
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
