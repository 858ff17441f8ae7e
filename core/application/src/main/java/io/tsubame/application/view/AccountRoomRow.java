package io.tsubame.application.view;

import io.tsubame.domain.AccountId;
import io.tsubame.domain.room.RoomType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// That an account is in a room.
///
/// @param partner the other one of a direct room, else null
public record AccountRoomRow(RoomType type, @Nullable AccountId partner) {
  private static final int FORMAT = 1;
  private static final List<RoomType> TYPES = List.of(RoomType.values());

  public byte[] encode() {
    return new RowWriter(FORMAT)
        .choice(TYPES, type)
        .number(partner == null ? 0 : partner.value())
        .bytes();
  }

  public static AccountRoomRow decode(byte[] bytes) {
    RowReader in = new RowReader(Table.ACCOUNT_ROOMS, bytes, FORMAT);
    return in.end(new AccountRoomRow(in.choice(TYPES), in.optionalAccount()));
  }
}
