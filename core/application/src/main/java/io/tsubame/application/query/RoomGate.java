package io.tsubame.application.query;

import io.tsubame.application.Answer;
import io.tsubame.application.view.Keys;
import io.tsubame.application.view.MemberRow;
import io.tsubame.application.view.RoomRow;
import io.tsubame.application.view.Table;
import io.tsubame.application.view.ViewStore;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.room.Role;
import io.tsubame.domain.room.Room;
import io.tsubame.domain.room.RoomAccess;
import io.tsubame.domain.room.RoomOperation;
import io.tsubame.domain.room.RoomRejection;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The only way from a reader to what is in a room. It asks [RoomAccess], and gives an [OpenRoom]
/// that reads rows of that room and of no other. Queries hold no store with which they could read a
/// room's rows around it.
final class RoomGate {
  private final ViewStore store;

  RoomGate(ViewStore store) {
    this.store = store;
  }

  /// Refused where the reader may not do this in the room, or is not in it.
  Answer<OpenRoom> open(AccountId reader, RoomId room, RoomOperation operation) {
    byte[] settings = store.get(Table.ROOMS, Keys.room(room));
    byte[] member = store.get(Table.MEMBERS, Keys.of(room, reader));
    return open(
        reader,
        room,
        operation,
        settings == null ? null : RoomRow.decode(settings),
        member == null ? null : MemberRow.decode(member));
  }

  /// Those of the rooms that the reader may read, in the order given.
  List<OpenRoom> openAll(AccountId reader, List<RoomId> rooms) {
    List<@Nullable RoomRow> settings =
        Batches.get(store, Table.ROOMS, rooms, Keys::room, RoomRow::decode);
    List<@Nullable MemberRow> members =
        Batches.get(store, Table.MEMBERS, rooms, room -> Keys.of(room, reader), MemberRow::decode);
    List<OpenRoom> open = new ArrayList<>(rooms.size());
    for (int i = 0; i < rooms.size(); i++) {
      if (open(reader, rooms.get(i), RoomOperation.READ, settings.get(i), members.get(i))
          instanceof Answer.Found<OpenRoom>(var room)) {
        open.add(room);
      }
    }
    return open;
  }

  private Answer<OpenRoom> open(
      AccountId reader,
      RoomId id,
      RoomOperation operation,
      @Nullable RoomRow room,
      @Nullable MemberRow member) {
    if (room == null || member == null || room.status() != Room.Status.ACTIVE) {
      return Answer.refuse(new RoomRejection.RoomNotFound());
    }
    Role role = member.role();
    RoomRejection refusal = RoomAccess.refusal(operation, room.type(), role, room.settings());
    return refusal == null
        ? Answer.of(new OpenRoom(store, id, reader, role, room))
        : Answer.refuse(refusal);
  }
}
