package io.tsubame.domain.room;

import io.tsubame.domain.AccountId;
import io.tsubame.domain.Limits;
import io.tsubame.domain.collection.IntMap;
import io.tsubame.domain.room.RoomCommand.MemberLists;
import io.tsubame.domain.room.RoomEvent.MembersChanged;
import io.tsubame.domain.room.RoomRejection.NoAdministrator;
import io.tsubame.domain.room.RoomRejection.RepeatedMember;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Compares lists of members, and checks what holds for every list: nobody twice, at least one
/// administrator, not more than the limit.
final class MemberChange {
  private final Limits limits;

  MemberChange(Limits limits) {
    this.limits = limits;
  }

  /// Who came, who has another role, who went; each by ascending account.
  record Difference(List<Member> added, List<Member> changed, List<AccountId> removed) {
    boolean isEmpty() {
      return added.isEmpty() && changed.isEmpty() && removed.isEmpty();
    }

    MembersChanged event() {
      List<Member> entered = new ArrayList<>(added);
      entered.addAll(changed);
      return new MembersChanged(entered, removed);
    }

    /// The parts of the notice that tells it.
    List<String> notices() {
      List<String> parts = new ArrayList<>();
      if (!added.isEmpty()) {
        parts.add(Notices.members(accounts(added), "chatroom_added"));
      }
      if (!changed.isEmpty()) {
        parts.add(Notices.members(accounts(changed), "chatroom_priv_changed"));
      }
      if (!removed.isEmpty()) {
        parts.add(Notices.members(removed, "chatroom_deleted"));
      }
      return parts;
    }
  }

  static Difference between(IntMap<Role> before, IntMap<Role> after) {
    List<Member> added = new ArrayList<>();
    List<Member> changed = new ArrayList<>();
    List<AccountId> removed = new ArrayList<>();
    after.forEach((account, role) -> {
      Role old = before.get(account);
      if (old == null) {
        added.add(new Member(new AccountId(account), role));
      } else if (old != role) {
        changed.add(new Member(new AccountId(account), role));
      }
    });
    before.forEach((account, _) -> {
      if (!after.containsKey(account)) {
        removed.add(new AccountId(account));
      }
    });
    return new Difference(added, changed, removed);
  }

  /// The lists as one, administrators first.
  static List<Member> members(MemberLists lists) {
    List<Member> members = new ArrayList<>();
    lists.admins().forEach(account -> members.add(new Member(account, Role.ADMIN)));
    lists.members().forEach(account -> members.add(new Member(account, Role.MEMBER)));
    lists.readonly().forEach(account -> members.add(new Member(account, Role.READONLY)));
    return members;
  }

  static IntMap<Role> with(IntMap<Role> before, List<Member> members) {
    IntMap<Role> after = before;
    for (Member member : members) {
      after = after.put(member.account().value(), member.role());
    }
    return after;
  }

  /// What is wrong with a list as it was given: an account twice.
  @Nullable RoomRejection listRefusal(List<Member> members) {
    Set<AccountId> seen = new HashSet<>();
    for (Member member : members) {
      if (!seen.add(member.account())) {
        return new RepeatedMember(member.account());
      }
    }
    return null;
  }

  /// What is wrong with a room of these members.
  @Nullable RoomRejection roomRefusal(IntMap<Role> members) {
    return members.values().contains(Role.ADMIN)
        ? Bounds.ofCount("members", members.size(), 1, limits.membersPerRoom())
        : new NoAdministrator();
  }

  static List<AccountId> accounts(List<Member> members) {
    return members.stream().map(Member::account).toList();
  }
}
