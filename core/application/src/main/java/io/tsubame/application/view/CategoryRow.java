package io.tsubame.application.view;

import io.tsubame.domain.RoomId;
import java.util.List;

/// A private category of rooms.
public record CategoryRow(String name, List<RoomId> rooms) {
  private static final int FORMAT = 1;

  public CategoryRow {
    rooms = List.copyOf(rooms);
  }

  public byte[] encode() {
    RowWriter out = new RowWriter(FORMAT).text(name).number(rooms.size());
    rooms.forEach(room -> out.number(room.value()));
    return out.bytes();
  }

  public static CategoryRow decode(byte[] bytes) {
    RowReader in = new RowReader(Table.CATEGORIES, bytes, FORMAT);
    return in.end(
        new CategoryRow(in.text(), in.list(() -> in.value(() -> new RoomId(in.number())))));
  }
}
