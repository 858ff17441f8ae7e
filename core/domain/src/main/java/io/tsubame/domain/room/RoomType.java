package io.tsubame.domain.room;

/// The three kinds of room.
public enum RoomType {
  /// One account's own notes, tasks and files; made with the account.
  MY,
  /// Two contacts.
  DIRECT,
  /// Any number of accounts, with roles.
  GROUP
}
