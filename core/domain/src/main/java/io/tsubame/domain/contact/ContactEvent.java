package io.tsubame.domain.contact;

import io.tsubame.domain.AccountId;
import io.tsubame.domain.Event;
import io.tsubame.domain.RequestId;
import io.tsubame.domain.RoomId;
import java.time.Instant;

/// What happens between two accounts.
public sealed interface ContactEvent extends Event {
  record ContactRequested(
      RequestId request, AccountId from, AccountId to, String message, Instant at)
      implements ContactEvent {}

  /// The two are contacts now.
  record ContactAccepted(RequestId request, AccountId by, Instant at) implements ContactEvent {}

  record ContactDeclined(RequestId request) implements ContactEvent {}

  record ContactCancelled(RequestId request) implements ContactEvent {}

  /// The direct room stays, with what was said in it.
  ///
  /// @param by where the server did it, the smaller id of the two
  record ContactRemoved(AccountId by) implements ContactEvent {}

  /// The id set aside for the direct room of the two, which then is theirs for ever.
  ///
  /// @param by whose wish led to it; where it was the server's, the smaller id of the two
  record DirectRoomAssigned(RoomId room, AccountId by) implements ContactEvent {}
}
