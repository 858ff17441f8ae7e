package io.tsubame.application.query;

import io.tsubame.application.Answer;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.room.InvitationLink;
import io.tsubame.domain.room.Member;
import io.tsubame.domain.room.RoomOperation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Questions about rooms. Every method takes who asks, and answers only from rooms that they are
/// in.
public interface RoomQueries {
  /// All rooms of the reader, pinned ones first, then by last update, newest first.
  List<RoomView> rooms(AccountId reader);

  /// The rooms of the reader, in no order that means anything.
  default List<RoomId> roomIds(AccountId reader) {
    return rooms(reader).stream().map(RoomView::id).toList();
  }

  Answer<RoomView> room(AccountId reader, RoomId room);

  /// Whether the reader is in the room and may do that there.
  default boolean mayDo(RoomOperation operation, AccountId reader, RoomId room) {
    return room(reader, room) instanceof Answer.Found<RoomView>(RoomView view)
        && view.allows(operation);
  }

  /// By account id. Refused where the room's settings hide the list from the reader.
  Answer<List<Member>> members(AccountId reader, RoomId room);

  /// What the reader has to read and do in one room.
  Answer<RoomView.Counts> counts(AccountId reader, RoomId room);

  /// Sums over all rooms of the reader.
  Totals totals(AccountId reader);

  /// The invitation link, empty where there is none.
  Answer<Optional<InvitationLink>> link(AccountId reader, RoomId room);

  /// Who waits to be let in, oldest first; for administrators.
  Answer<List<JoinRequestView>> joinRequests(AccountId reader, RoomId room);

  /// What somebody who is not in the room may see before entering by its link. Empty where the code
  /// is nobody's.
  Optional<LinkPreview> byLinkCode(String code);

  record Totals(
      int unreadRooms, int mentionRooms, int taskRooms, int unread, int mentions, int openTasks) {}

  record JoinRequestView(AccountId account, Instant at) {}

  record LinkPreview(RoomId room, String name, InvitationLink link, int members) {}
}
