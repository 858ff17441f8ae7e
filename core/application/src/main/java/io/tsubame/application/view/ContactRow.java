package io.tsubame.application.view;

import io.tsubame.domain.RequestId;
import io.tsubame.domain.RoomId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How an account stands to another.
///
/// @param request the one that waits for an answer, else null
/// @param directRoom null until one was needed
public record ContactRow(
    Standing standing, @Nullable RequestId request, @Nullable RoomId directRoom) {
  private static final int FORMAT = 1;
  private static final List<Standing> STANDINGS = List.of(Standing.values());

  public enum Standing {
    STRANGERS,
    /// The account asked the other.
    ASKED,
    /// The other asked the account.
    WAS_ASKED,
    CONTACTS
  }

  public static final ContactRow STRANGERS = new ContactRow(Standing.STRANGERS, null, null);

  public byte[] encode() {
    return new RowWriter(FORMAT)
        .choice(STANDINGS, standing)
        .number(request == null ? 0 : request.value())
        .number(directRoom == null ? 0 : directRoom.value())
        .bytes();
  }

  public static ContactRow decode(byte[] bytes) {
    RowReader in = new RowReader(Table.CONTACTS, bytes, FORMAT);
    Standing standing = in.choice(STANDINGS);
    int request = in.number();
    int room = in.number();
    return in.end(
        new ContactRow(
            standing,
            request == 0 ? null : new RequestId(request),
            room == 0 ? null : new RoomId(room)));
  }

  public ContactRow with(Standing newStanding, @Nullable RequestId newRequest) {
    return new ContactRow(newStanding, newRequest, directRoom);
  }

  public ContactRow withRoom(RoomId room) {
    return new ContactRow(standing, request, room);
  }
}
