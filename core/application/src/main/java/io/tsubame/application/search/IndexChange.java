package io.tsubame.application.search;

import io.tsubame.domain.AccountId;
import io.tsubame.domain.RoomId;

/// One change of the index. Each may be repeated without effect.
public sealed interface IndexChange {
  /// The document is there, in place of what had its id.
  record Put(IndexDocument document) implements IndexChange {}

  record Remove(DocumentId id) implements IndexChange {}

  /// Nothing of the room is there.
  record RemoveRoom(RoomId room) implements IndexChange {}

  /// Nothing of the kind that is for the account is there any more in the room.
  record RemoveAddressed(DocumentKind kind, RoomId room, AccountId account)
      implements IndexChange {}
}
