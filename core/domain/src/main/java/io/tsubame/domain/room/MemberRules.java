package io.tsubame.domain.room;

import io.tsubame.domain.AccountId;
import io.tsubame.domain.Context;
import io.tsubame.domain.Decision;
import io.tsubame.domain.collection.IntMap;
import io.tsubame.domain.room.MemberChange.Difference;
import io.tsubame.domain.room.RoomCommand.MemberLists;
import io.tsubame.domain.room.RoomEvent.MembersChanged;
import io.tsubame.domain.room.RoomEvent.RoomDeleted;
import io.tsubame.domain.room.RoomRejection.NoAdministrator;
import io.tsubame.domain.room.RoomRejection.NotAMember;
import io.tsubame.domain.room.RoomRejection.NotPermitted;
import java.util.ArrayList;
import java.util.List;

/// Who is in a group room.
final class MemberRules {
  private final MemberChange changes;

  MemberRules(MemberChange changes) {
    this.changes = changes;
  }

  Decision<RoomEvent> replace(Room room, MemberLists lists, Context context) {
    List<Member> members = MemberChange.members(lists);
    return change(room, members, MemberChange.with(IntMap.empty(), members), context);
  }

  Decision<RoomEvent> add(Room room, List<Member> added, Context context) {
    return change(room, added, MemberChange.with(room.members(), added), context);
  }

  Decision<RoomEvent> remove(Room room, AccountId account, Context context) {
    return room.roleOf(account) == null
        ? Decision.reject(new NotAMember(account))
        : change(room, List.of(), room.members().remove(account.value()), context);
  }

  /// The last one out closes the room.
  Decision<RoomEvent> leave(Room room, Context context) {
    AccountId account = Acting.account(context);
    if (account == null) {
      return Decision.reject(new NotPermitted(RoomOperation.LEAVE));
    }
    IntMap<Role> rest = room.members().remove(account.value());
    MembersChanged left = new MembersChanged(List.of(), List.of(account));
    if (rest.isEmpty()) {
      return Decision.accept(left, new RoomDeleted(account));
    }
    if (!rest.values().contains(Role.ADMIN)) {
      return Decision.reject(new NoAdministrator());
    }
    return Decision.accept(withNotice(left, Notices.left(account), room, context));
  }

  private Decision<RoomEvent> change(
      Room room, List<Member> given, IntMap<Role> after, Context context) {
    RoomRejection refusal = Bounds.first(changes.listRefusal(given), changes.roomRefusal(after));
    if (refusal != null) {
      return Decision.reject(refusal);
    }
    Difference difference = MemberChange.between(room.members(), after);
    if (difference.isEmpty()) {
      return Decision.accept();
    }
    String notice = Notices.edited(difference.notices());
    return Decision.accept(withNotice(difference.event(), notice, room, context));
  }

  /// The change, and its notice where members may see who is in the room.
  static List<RoomEvent> withNotice(
      MembersChanged change, String notice, Room room, Context context) {
    List<RoomEvent> events = new ArrayList<>();
    events.add(change);
    if (room.header().settings().membersMaySeeMembers()) {
      events.addAll(Notices.post(room, context, notice));
    }
    return events;
  }
}
