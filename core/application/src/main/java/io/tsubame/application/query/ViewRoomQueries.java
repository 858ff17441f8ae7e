package io.tsubame.application.query;

import io.tsubame.application.Answer;
import io.tsubame.application.view.AccountRoomRow;
import io.tsubame.application.view.ArrangementRow;
import io.tsubame.application.view.Keys;
import io.tsubame.application.view.MarkerRow;
import io.tsubame.application.view.Pages;
import io.tsubame.application.view.RoomHead;
import io.tsubame.application.view.RoomRow;
import io.tsubame.application.view.Table;
import io.tsubame.application.view.ViewStore;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.handle.HandleName;
import io.tsubame.domain.room.InvitationLink;
import io.tsubame.domain.room.Member;
import io.tsubame.domain.room.Room;
import io.tsubame.domain.room.RoomOperation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Rooms from the views. A list of rooms reads four rows for each room, in a few batches, and no
/// message.
final class ViewRoomQueries implements RoomQueries {
  private static final Comparator<RoomView> PINNED_THEN_NEWEST =
      Comparator.comparing(RoomView::pinned)
          .thenComparing(RoomView::lastUpdate)
          .thenComparing(RoomView::id)
          .reversed();

  private final ViewStore store;
  private final RoomGate gate;
  private final Holders handles;

  ViewRoomQueries(ViewStore store, RoomGate gate) {
    this.store = store;
    this.gate = gate;
    this.handles = new Holders(store);
  }

  @Override
  public List<RoomView> rooms(AccountId reader) {
    Map<RoomId, AccountRoomRow> listed = new LinkedHashMap<>();
    Pages.forEach(
        store,
        Table.ACCOUNT_ROOMS,
        Keys.account(reader),
        entry ->
            listed.put(
                new RoomId(Keys.intAt(entry.key(), 4)), AccountRoomRow.decode(entry.value())));
    Map<RoomId, ArrangementRow> arranged = new HashMap<>();
    Pages.forEach(
        store,
        Table.ARRANGEMENT,
        Keys.account(reader),
        entry ->
            arranged.put(
                new RoomId(Keys.intAt(entry.key(), 4)), ArrangementRow.decode(entry.value())));
    List<OpenRoom> open = gate.openAll(reader, List.copyOf(listed.keySet()));
    List<RoomId> ids = open.stream().map(OpenRoom::id).toList();
    List<@Nullable RoomHead> heads =
        Batches.get(store, Table.ROOM_HEADS, ids, Keys::room, RoomHead::decode);
    List<@Nullable MarkerRow> markers =
        Batches.get(
            store, Table.READ_MARKERS, ids, room -> Keys.of(room, reader), MarkerRow::decode);
    List<RoomView> views = new ArrayList<>(open.size());
    for (int i = 0; i < open.size(); i++) {
      OpenRoom room = open.get(i);
      AccountRoomRow row = listed.get(room.id());
      views.add(
          view(
              room,
              row == null ? null : row.partner(),
              arranged.getOrDefault(room.id(), ArrangementRow.USUAL),
              orNone(heads.get(i)),
              orNone(markers.get(i))));
    }
    views.sort(PINNED_THEN_NEWEST);
    return views;
  }

  @Override
  public List<RoomId> roomIds(AccountId reader) {
    List<RoomId> ids = new ArrayList<>();
    Pages.forEach(
        store,
        Table.ACCOUNT_ROOMS,
        Keys.account(reader),
        entry -> ids.add(new RoomId(Keys.intAt(entry.key(), 4))));
    return ids;
  }

  @Override
  public Answer<RoomView> room(AccountId reader, RoomId room) {
    return gate.open(reader, room, RoomOperation.READ)
        .map(open -> {
          byte[] listed = store.get(Table.ACCOUNT_ROOMS, Keys.of(reader, room));
          byte[] arranged = store.get(Table.ARRANGEMENT, Keys.of(reader, room));
          return view(
              open,
              listed == null ? null : AccountRoomRow.decode(listed).partner(),
              arranged == null ? ArrangementRow.USUAL : ArrangementRow.decode(arranged),
              open.head(),
              open.marker());
        });
  }

  @Override
  public Answer<List<Member>> members(AccountId reader, RoomId room) {
    return gate.open(reader, room, RoomOperation.SEE_MEMBERS).map(OpenRoom::members);
  }

  @Override
  public Answer<RoomView.Counts> counts(AccountId reader, RoomId room) {
    return gate.open(reader, room, RoomOperation.READ)
        .map(open -> counts(open, open.head(), open.marker()));
  }

  @Override
  public Totals totals(AccountId reader) {
    Totals totals = new Totals(0, 0, 0, 0, 0, 0);
    for (RoomView room : rooms(reader)) {
      RoomView.Counts counts = room.counts();
      totals =
          new Totals(
              totals.unreadRooms() + (counts.unread() > 0 ? 1 : 0),
              totals.mentionRooms() + (counts.mentions() > 0 ? 1 : 0),
              totals.taskRooms() + (counts.openTasks() > 0 ? 1 : 0),
              totals.unread() + counts.unread(),
              totals.mentions() + counts.mentions(),
              totals.openTasks() + counts.openTasks());
    }
    return totals;
  }

  @Override
  public Answer<Optional<InvitationLink>> link(AccountId reader, RoomId room) {
    return gate.open(reader, room, RoomOperation.SEE_LINK)
        .map(open -> Optional.ofNullable(open.settings().link()));
  }

  @Override
  public Answer<List<JoinRequestView>> joinRequests(AccountId reader, RoomId room) {
    return gate.open(reader, room, RoomOperation.ANSWER_JOIN_REQUEST)
        .map(open ->
            open.joinRequests().entrySet().stream()
                .map(entry -> new JoinRequestView(entry.getKey(), entry.getValue().at()))
                .sorted(
                    Comparator.comparing(JoinRequestView::at)
                        .thenComparing(JoinRequestView::account))
                .toList());
  }

  /// The one thing that somebody from outside learns of a room, by a secret that its members gave.
  @Override
  public Optional<LinkPreview> byLinkCode(String code) {
    return handles
        .holder(HandleName.Kind.LINK_CODE, code)
        .flatMap(room -> preview(new RoomId(room), code));
  }

  private Optional<LinkPreview> preview(RoomId id, String code) {
    byte[] bytes = store.get(Table.ROOMS, Keys.room(id));
    RoomRow room = bytes == null ? null : RoomRow.decode(bytes);
    if (room == null || room.status() != Room.Status.ACTIVE) {
      return Optional.empty();
    }
    InvitationLink link = room.link();
    return link == null || !link.code().equals(code)
        ? Optional.empty()
        : Optional.of(new LinkPreview(id, room.name(), link, room.members()));
  }

  private static RoomView view(
      OpenRoom open,
      @Nullable AccountId partner,
      ArrangementRow arrangement,
      RoomHead head,
      MarkerRow marker) {
    RoomRow room = open.settings();
    return new RoomView(
        open.id(),
        room.type(),
        room.name(),
        room.description(),
        room.icon(),
        room.settings(),
        open.role(),
        partner,
        arrangement.pinned() > 0,
        arrangement.attention(),
        marker.marker(),
        counts(open, head, marker),
        room.members(),
        head.lastSequence(),
        head.files(),
        head.tasks(),
        head.version(),
        head.lastUpdate());
  }

  /// Rows are read one after the other while projections go on, so a marker may be newer than the
  /// head that it is compared with.
  private static RoomView.Counts counts(OpenRoom open, RoomHead head, MarkerRow marker) {
    return new RoomView.Counts(
        Math.max(0, marker.unread(head.lastSequence())),
        Math.max(0, marker.mentions() + open.toAllAfter(marker, head)),
        marker.openTasks());
  }

  private static RoomHead orNone(@Nullable RoomHead head) {
    return head == null ? RoomHead.createdAt(Instant.EPOCH) : head;
  }

  private static MarkerRow orNone(@Nullable MarkerRow marker) {
    return marker == null ? MarkerRow.NOTHING : marker;
  }
}
