package io.tsubame.domain.room;

import io.tsubame.domain.AccountId;
import io.tsubame.domain.Rejection;

/// Why a room refuses a command.
public sealed interface RoomRejection extends Rejection {
  /// The room never existed or is deleted, or the actor is not in it: told alike, so that nobody
  /// learns of rooms that are not theirs.
  record RoomNotFound() implements RoomRejection {}

  record RoomAlreadyExists() implements RoomRejection {}

  /// The actor is a member, but the role or the room's settings do not allow it.
  record NotPermitted(RoomOperation operation) implements RoomRejection {}

  record MessageNotFound() implements RoomRejection {}

  record TaskNotFound() implements RoomRejection {}

  record FileNotFound() implements RoomRejection {}

  /// Only a group room has what the command is about.
  record NotAGroupRoom() implements RoomRejection {}

  record NotAMember(AccountId account) implements RoomRejection {}

  record NoAdministrator() implements RoomRejection {}

  /// An account stands in more than one of the lists.
  record RepeatedMember(AccountId account) implements RoomRejection {}

  record AlreadyAMember() implements RoomRejection {}

  record NoSuchJoinRequest() implements RoomRejection {}

  record AlreadyRead() implements RoomRejection {}

  record AlreadyUnread() implements RoomRejection {}

  record LinkExists() implements RoomRejection {}

  record NoLink() implements RoomRejection {}

  record UnknownReaction(String reaction) implements RoomRejection {}

  /// A field is empty, too long, or one too many.
  ///
  /// @param field by its name in the API, such as `body`
  record OutOfBounds(String field, int minimum, int maximum) implements RoomRejection {}

  /// An import's batch does not continue where the room ends.
  record UnexpectedSequence(int lastSequence) implements RoomRejection {}
}
