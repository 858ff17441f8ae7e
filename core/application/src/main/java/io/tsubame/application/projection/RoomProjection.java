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
import io.tsubame.domain.room.RoomEvent.InvitationLinkChanged;
import io.tsubame.domain.room.RoomEvent.JoinDeclined;
import io.tsubame.domain.room.RoomEvent.JoinRequested;
import io.tsubame.domain.room.RoomEvent.MembersChanged;
import io.tsubame.domain.room.RoomEvent.RoomCreated;
import io.tsubame.domain.room.RoomEvent.RoomEdited;
import io.tsubame.domain.room.RoomEvent.RoomSettingsChanged;
import io.tsubame.domain.room.RoomType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rooms, who is in them and who wants to be.
final class RoomProjection {
  private final TaskProjection tasks;
  private final FileProjection files;

  RoomProjection(TaskProjection tasks, FileProjection files) {
    this.tasks = tasks;
    this.files = files;
  }

  void edit(RoomEdited event, RoomRows rows) {
    rows.put(rows.settings().edited(event.name(), event.description(), event.icon()));
  }

  void change(RoomSettingsChanged event, RoomRows rows) {
    rows.put(rows.settings().withSettings(event.settings()));
  }

  void change(InvitationLinkChanged event, RoomRows rows) {
    rows.put(rows.settings().withLink(event.link()));
  }

  void request(JoinRequested event, RoomRows rows) {
    rows.writer()
        .put(
            Table.JOIN_REQUESTS,
            Keys.of(rows.room(), event.account()),
            new JoinRequestRow(event.at()).encode());
  }

  void decline(JoinDeclined event, RoomRows rows) {
    rows.writer().delete(Table.JOIN_REQUESTS, Keys.of(rows.room(), event.account()));
  }

  void create(RoomCreated event, Instant at, RoomRows rows) {
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

  void change(MembersChanged event, Instant at, RoomRows rows) {
    RoomRow room = rows.settings();
    RoomHead head = rows.head();
    int members = room.members();
    for (Member member : event.entered()) {
      if (!rows.hasMember(member.account())) {
        enter(member.account(), room.type(), head.lastSequence(), rows);
        members++;
      }
      rows.put(member.account(), new MemberRow(member.role()));
    }
    for (AccountId account : event.removed()) {
      if (rows.hasMember(account)) {
        leave(account, head.lastPart(), at, rows);
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

  private void leave(AccountId account, int lastPart, Instant at, RoomRows rows) {
    rows.deleteMember(account);
    tasks.removeAllOf(account, rows);
    files.removeAllOf(account, at, rows);
    if (lastPart > 0) {
      rows.writer()
          .put(Table.DEPARTED, Keys.of(rows.room(), account), new DepartedRow(lastPart).encode());
    }
  }

  /// Takes the room out of everybody's lists. Its messages stay where nobody reaches them.
  void delete(Instant at, RoomRows rows) {
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
    files.removeAll(at, rows);
  }
}
