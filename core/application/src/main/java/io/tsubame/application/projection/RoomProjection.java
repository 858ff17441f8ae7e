package io.tsubame.application.projection;

import io.tsubame.application.view.AccountRoomRow;
import io.tsubame.application.view.DepartedRow;
import io.tsubame.application.view.JoinRequestRow;
import io.tsubame.application.view.Keys;
import io.tsubame.application.view.MarkerRow;
import io.tsubame.application.view.MemberRow;
import io.tsubame.application.view.Pages;
import io.tsubame.application.view.RoomHead;
import io.tsubame.application.view.RoomRow;
import io.tsubame.application.view.Table;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.room.Member;
import io.tsubame.domain.room.ReadMarker;
import io.tsubame.domain.room.Room;
import io.tsubame.domain.room.RoomEvent;
import io.tsubame.domain.room.RoomEvent.InvitationLinkChanged;
import io.tsubame.domain.room.RoomEvent.JoinDeclined;
import io.tsubame.domain.room.RoomEvent.JoinRequested;
import io.tsubame.domain.room.RoomEvent.MembersChanged;
import io.tsubame.domain.room.RoomEvent.RoomCreated;
import io.tsubame.domain.room.RoomEvent.RoomDeleted;
import io.tsubame.domain.room.RoomEvent.RoomEdited;
import io.tsubame.domain.room.RoomEvent.RoomSettingsChanged;
import io.tsubame.domain.room.RoomType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rooms, who is in them and who wants to be.
final class RoomProjection {
  private final TaskProjection tasks;

  RoomProjection(TaskProjection tasks) {
    this.tasks = tasks;
  }

  void apply(RoomEvent event, Instant at, RoomRows rows) {
    switch (event) {
      case RoomCreated created -> create(created, at, rows);
      case RoomEdited(var name, var description, var icon) ->
          rows.put(rows.settings().edited(name, description, icon));
      case RoomSettingsChanged(var settings) -> rows.put(rows.settings().withSettings(settings));
      case InvitationLinkChanged(var link) -> rows.put(rows.settings().withLink(link));
      case MembersChanged(var entered, var removed) -> changeMembers(entered, removed, rows);
      case JoinRequested(var account, var requestedAt) ->
          rows.writer()
              .put(
                  Table.JOIN_REQUESTS,
                  Keys.of(rows.room(), account),
                  new JoinRequestRow(requestedAt).encode());
      case JoinDeclined(var account) ->
          rows.writer().delete(Table.JOIN_REQUESTS, Keys.of(rows.room(), account));
      case RoomDeleted _ -> delete(rows);
      case RoomEvent.MessagePosted _,
          RoomEvent.MessageEdited _,
          RoomEvent.MessageDeleted _,
          RoomEvent.ReactionAdded _,
          RoomEvent.ReactionRemoved _,
          RoomEvent.ReadMarkerMoved _,
          RoomEvent.TaskAdded _,
          RoomEvent.TaskEdited _,
          RoomEvent.TaskStatusChanged _,
          RoomEvent.TaskDeleted _ -> {}
    }
  }

  private static void create(RoomCreated event, Instant at, RoomRows rows) {
    rows.put(
        new RoomRow(
            Room.Status.ACTIVE,
            event.type(),
            event.name(),
            event.description(),
            event.icon(),
            event.settings(),
            null,
            event.members().size()));
    rows.put(RoomHead.createdAt(at));
    for (Member member : event.members()) {
      rows.put(member.account(), new MemberRow(member.role()));
      rows.put(
          member.account(),
          new AccountRoomRow(event.type(), partner(event.type(), event.members(), member)));
    }
  }

  private static @Nullable AccountId partner(RoomType type, List<Member> members, Member member) {
    if (type != RoomType.DIRECT) {
      return null;
    }
    return members.stream()
        .map(Member::account)
        .filter(account -> !account.equals(member.account()))
        .findFirst()
        .orElse(null);
  }

  private void changeMembers(List<Member> entered, List<AccountId> removed, RoomRows rows) {
    RoomRow room = rows.settings();
    RoomHead head = rows.head();
    int members = room.members();
    for (Member member : entered) {
      if (!rows.hasMember(member.account())) {
        enter(member.account(), room.type(), head.lastSequence(), rows);
        members++;
      }
      rows.put(member.account(), new MemberRow(member.role()));
    }
    for (AccountId account : removed) {
      if (rows.hasMember(account)) {
        leave(account, head.lastTask(), rows);
        members--;
      }
    }
    rows.put(room.withMembers(members));
  }

  /// Who enters has everything read.
  private static void enter(AccountId account, RoomType type, int lastSequence, RoomRows rows) {
    rows.put(account, new AccountRoomRow(type, null));
    rows.writer().delete(Table.JOIN_REQUESTS, Keys.of(rows.room(), account));
    MarkerRow marker = rows.marker(account);
    if (lastSequence > 0) {
      rows.put(account, marker.moved(ReadMarker.at(lastSequence), marker.own(), 0));
    }
  }

  private void leave(AccountId account, int lastTask, RoomRows rows) {
    rows.deleteMember(account);
    tasks.removeAllOf(account, rows);
    if (lastTask > 0) {
      rows.writer()
          .put(Table.DEPARTED, Keys.of(rows.room(), account), new DepartedRow(lastTask).encode());
    }
  }

  /// Takes the room out of everybody's lists. Its messages stay where nobody reaches them.
  private void delete(RoomRows rows) {
    rows.put(rows.settings().deleted());
    byte[] prefix = Keys.room(rows.room());
    Pages.forEach(
        rows.writer(),
        Table.MEMBERS,
        prefix,
        entry -> rows.deleteMember(new AccountId(Keys.intAt(entry.key(), 4))));
    Pages.forEach(
        rows.writer(),
        Table.JOIN_REQUESTS,
        prefix,
        entry -> rows.writer().delete(Table.JOIN_REQUESTS, entry.key()));
    tasks.removeAll(rows);
  }
}
