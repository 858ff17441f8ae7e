package io.tsubame.application.projection;

import io.tsubame.application.view.AccountRoomRow;
import io.tsubame.application.view.Keys;
import io.tsubame.application.view.MarkerRow;
import io.tsubame.application.view.MemberRow;
import io.tsubame.application.view.MessageRow;
import io.tsubame.application.view.RoomHead;
import io.tsubame.application.view.RoomRow;
import io.tsubame.application.view.Table;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.RoomId;
import org.jspecify.annotations.Nullable;

/// The rows of one room that several projections change, read and written through one batch.
record RoomRows(RoomId room, int shard, ViewWriter writer) {
  RoomRow settings() {
    return RoomRow.decode(present(Table.ROOMS, Keys.room(room)));
  }

  void put(RoomRow row) {
    writer.put(Table.ROOMS, Keys.room(room), row.encode());
  }

  RoomHead head() {
    return RoomHead.decode(present(Table.ROOM_HEADS, Keys.room(room)));
  }

  void put(RoomHead head) {
    writer.put(Table.ROOM_HEADS, Keys.room(room), head.encode());
  }

  boolean hasMember(AccountId account) {
    return writer.get(Table.MEMBERS, Keys.of(room, account)) != null;
  }

  void put(AccountId account, MemberRow row) {
    writer.put(Table.MEMBERS, Keys.of(room, account), row.encode());
  }

  void put(AccountId account, AccountRoomRow row) {
    writer.put(Table.ACCOUNT_ROOMS, Keys.of(account, room), row.encode());
  }

  void deleteMember(AccountId account) {
    writer.delete(Table.MEMBERS, Keys.of(room, account));
    writer.delete(Table.ACCOUNT_ROOMS, Keys.of(account, room));
  }

  MarkerRow marker(AccountId account) {
    byte[] row = writer.get(Table.READ_MARKERS, Keys.of(room, account));
    return row == null ? MarkerRow.NOTHING : MarkerRow.decode(row);
  }

  void put(AccountId account, MarkerRow row) {
    writer.put(Table.READ_MARKERS, Keys.of(room, account), row.encode());
  }

  @Nullable MessageRow message(int sequence) {
    byte[] row = writer.get(Table.MESSAGES, Keys.message(room, sequence));
    return row == null ? null : MessageRow.decode(row);
  }

  void put(int sequence, MessageRow row) {
    writer.put(Table.MESSAGES, Keys.message(room, sequence), row.encode());
  }

  private byte[] present(Table table, byte[] key) {
    byte[] row = writer.get(table, key);
    if (row == null) {
      throw new IllegalStateException("room " + room + " has events but no row in " + table);
    }
    return row;
  }
}
