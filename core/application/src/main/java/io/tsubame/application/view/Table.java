package io.tsubame.application.view;

/// The tables of the view store, with their keys. Ids and sequence numbers are big-endian integers
/// of 4 bytes, versions and times of 8, so that the order of keys is the order of numbers.
///
/// The rows are described by the record classes that write them in this package.
public enum Table {
  /// `room` → what changes rarely of a room.
  ROOMS,
  /// `room` → what every message changes: last sequence, version, counters, times.
  ROOM_HEADS,
  /// `room, account` → role.
  MEMBERS,
  /// `account, room` → the room's type. The rooms that an account is in.
  ACCOUNT_ROOMS,
  /// `room, account` → the time of the request to join.
  JOIN_REQUESTS,
  /// `room, sequence` → message.
  MESSAGES,
  /// `room, sequence, edit number` → an earlier text of the message and until when it stood.
  MESSAGE_EDITS,
  /// `room, version` → position in the log of the shard.
  ROOM_CHANGES,
  /// `room, author, sequence` → how many messages the author had posted as read, this one included.
  AUTHORED,
  /// `room, account, sequence` → how many messages had mentioned the account; account 0 for
  /// `[toall]`.
  MENTIONS,
  /// `room, account` → read marker.
  READ_MARKERS,
  /// `room, task` → task.
  TASKS,
  /// `assignee, status, room, task` → nothing.
  TASKS_BY_ASSIGNEE,
  /// `assigning account, status, room, task` → nothing.
  TASKS_BY_ASSIGNER,
  /// `account` → profile and everything else of the account but its secrets.
  ACCOUNTS,
  /// `account` → password hash and API token hashes.
  CREDENTIALS,
  /// `SHA-256 of the token` → account.
  API_TOKENS,
  /// `kind, name` → who holds it.
  HANDLES,
  /// `organization` → name and counters.
  ORGANIZATIONS,
  /// `organization, account` → rank.
  ORGANIZATION_PEOPLE,
  /// `organization, code` → invitation.
  INVITATIONS,
  /// `account, other account` → state of the pair, seen from the first.
  CONTACTS,
  /// `account, request` → the other account, text and direction.
  CONTACT_REQUESTS,
  /// `account, room` → pinned, attention and categories.
  ARRANGEMENT,
  /// `account, message` → time of the bookmark.
  BOOKMARKS,
  /// `command id` → position in the log of the shard, and time.
  COMMANDS,
  /// `shard` → the next fresh id.
  FRESH_IDS
}
