package io.tsubame.domain.room;

import io.tsubame.domain.AccountId;
import io.tsubame.domain.Context;
import io.tsubame.domain.Decision;
import io.tsubame.domain.Limits;
import io.tsubame.domain.collection.IntMap;
import io.tsubame.domain.room.RoomEvent.InvitationLinkChanged;
import io.tsubame.domain.room.RoomEvent.JoinDeclined;
import io.tsubame.domain.room.RoomEvent.JoinRequested;
import io.tsubame.domain.room.RoomEvent.MembersChanged;
import io.tsubame.domain.room.RoomRejection.AlreadyAMember;
import io.tsubame.domain.room.RoomRejection.LinkExists;
import io.tsubame.domain.room.RoomRejection.NoLink;
import io.tsubame.domain.room.RoomRejection.NoSuchJoinRequest;
import io.tsubame.domain.room.RoomRejection.RoomNotFound;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The invitation link, and those who come by it.
final class LinkRules {
  private static final int CODE_LENGTH = 50;

  private final Limits limits;
  private final MemberChange changes;

  LinkRules(Limits limits, MemberChange changes) {
    this.limits = limits;
    this.changes = changes;
  }

  Decision<RoomEvent> create(Room room, InvitationLink link) {
    return room.link() == null ? set(room, link) : Decision.reject(new LinkExists());
  }

  Decision<RoomEvent> edit(Room room, InvitationLink link) {
    return room.link() == null ? Decision.reject(new NoLink()) : set(room, link);
  }

  Decision<RoomEvent> delete(Room room) {
    return room.link() == null
        ? Decision.reject(new NoLink())
        : Decision.accept(new InvitationLinkChanged(null));
  }

  /// Whoever has no valid code learns nothing of the room.
  Decision<RoomEvent> join(Room room, String code, Context context) {
    AccountId account = Acting.account(context);
    if (account == null) {
      return Decision.reject(new RoomNotFound());
    }
    if (room.roleOf(account) != null) {
      return Decision.reject(new AlreadyAMember());
    }
    InvitationLink link = room.link();
    if (link == null || !link.code().equals(code)) {
      return Decision.reject(new RoomNotFound());
    }
    return link.needsApproval()
        ? request(room, account, context)
        : enter(room, account, Notices.JOINED_BY_LINK, context);
  }

  Decision<RoomEvent> approve(Room room, AccountId account, Context context) {
    if (!room.joinRequests().containsKey(account.value())) {
      return Decision.reject(new NoSuchJoinRequest());
    }
    String added = Notices.members(List.of(account), "chatroom_added");
    return enter(room, account, Notices.edited(List.of(added)), context);
  }

  Decision<RoomEvent> decline(Room room, AccountId account, Context context) {
    boolean requested = room.joinRequests().containsKey(account.value());
    if (Acting.is(account, context) && requested) {
      return Decision.accept(new JoinDeclined(account));
    }
    RoomRejection refusal =
        RoomAccess.refusal(room, context.actor(), RoomOperation.ANSWER_JOIN_REQUEST);
    if (refusal != null) {
      return Decision.reject(refusal);
    }
    return requested
        ? Decision.accept(new JoinDeclined(account))
        : Decision.reject(new NoSuchJoinRequest());
  }

  static @Nullable RoomRejection linkRefusal(Limits limits, InvitationLink link) {
    return Bounds.first(
        Bounds.ofText("code", link.code(), 1, CODE_LENGTH),
        Bounds.ofText("description", link.description(), 0, limits.roomDescriptionLength()));
  }

  private Decision<RoomEvent> set(Room room, InvitationLink link) {
    RoomRejection refusal = linkRefusal(limits, link);
    if (refusal != null) {
      return Decision.reject(refusal);
    }
    return link.equals(room.link())
        ? Decision.accept()
        : Decision.accept(new InvitationLinkChanged(link));
  }

  private Decision<RoomEvent> request(Room room, AccountId account, Context context) {
    if (room.joinRequests().containsKey(account.value())) {
      return Decision.accept();
    }
    RoomRejection refusal =
        Bounds.ofCount(
            "join_requests", room.joinRequests().size() + 1, 0, limits.joinRequestsPerRoom());
    return refusal == null
        ? Decision.accept(new JoinRequested(account, context.now()))
        : Decision.reject(refusal);
  }

  private Decision<RoomEvent> enter(Room room, AccountId account, String notice, Context context) {
    Member member = new Member(account, Role.MEMBER);
    IntMap<Role> after = MemberChange.with(room.members(), List.of(member));
    RoomRejection refusal = changes.roomRefusal(after);
    return refusal == null
        ? Decision.accept(
            MemberRules.withNotice(
                new MembersChanged(List.of(member), List.of()), notice, room, context))
        : Decision.reject(refusal);
  }
}
