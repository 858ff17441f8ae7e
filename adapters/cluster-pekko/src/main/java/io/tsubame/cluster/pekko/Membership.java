package io.tsubame.cluster.pekko;

import io.tsubame.application.cluster.NodeId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.pekko.actor.Address;
import org.apache.pekko.cluster.ClusterEvent.CurrentClusterState;
import org.apache.pekko.cluster.ClusterEvent.MemberEvent;
import org.apache.pekko.cluster.ClusterEvent.ReachableMember;
import org.apache.pekko.cluster.ClusterEvent.UnreachableMember;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.UniqueAddress;

/// What Pekko knows of the nodes. Not for several threads.
final class Membership {
  /// Before the name of a node, as a role, which all others see.
  static final String NAME = "name.";

  private final Map<UniqueAddress, Member> members = new HashMap<>();
  private final Set<UniqueAddress> unreachable = new HashSet<>();

  void begin(CurrentClusterState state) {
    state.getMembers().forEach(this::changed);
    state.getUnreachable().forEach(member -> unreachable.add(member.uniqueAddress()));
  }

  void apply(MemberEvent event) {
    changed(event.member());
  }

  void apply(UnreachableMember event) {
    unreachable.add(event.member().uniqueAddress());
  }

  void apply(ReachableMember event) {
    unreachable.remove(event.member().uniqueAddress());
  }

  /// The nodes that can be reached, and where.
  Map<NodeId, Address> reachable() {
    return members.values().stream()
        .filter(member -> !unreachable.contains(member.uniqueAddress()))
        .collect(Collectors.toMap(Membership::idOf, Member::address, (one, _) -> one));
  }

  Set<NodeId> staying() {
    return members.values().stream()
        .filter(member -> !unreachable.contains(member.uniqueAddress()))
        .filter(member -> isUp(member.status()))
        .map(Membership::idOf)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private void changed(Member member) {
    MemberStatus status = member.status();
    if (isUp(status)
        || status.equals(MemberStatus.leaving())
        || status.equals(MemberStatus.exiting())) {
      members.put(member.uniqueAddress(), member);
    } else {
      members.remove(member.uniqueAddress());
      if (status.equals(MemberStatus.removed())) {
        unreachable.remove(member.uniqueAddress());
      }
    }
  }

  private static boolean isUp(MemberStatus status) {
    return status.equals(MemberStatus.up()) || status.equals(MemberStatus.weaklyUp());
  }

  private static NodeId idOf(Member member) {
    String name =
        member.getRoles().stream()
            .filter(role -> role.startsWith(NAME))
            .map(role -> role.substring(NAME.length()))
            .findFirst()
            .orElse(member.address().toString());
    return new NodeId(name, member.uniqueAddress().longUid());
  }
}
