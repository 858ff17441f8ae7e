package io.tsubame.application.view;

/// The tables of the view store, with their keys. Ids, sequence numbers and task numbers are
/// big-endian integers of 4 bytes, versions, times and message ids of 8, so that the order of keys
/// is the order of numbers. [Keys] makes them all.
///
/// The rows are described by the record classes that write them in this package; "nothing" is an
/// empty value. Each row is written by the events of one shard only, so that shards can be
/// projected in any order: rows of rooms and what belongs to them by the room's shard, also where
/// the key begins with an account.
public enum Table {
  /// `room` → [RoomRow]: what changes rarely of a room.
  ROOMS,
  /// `room` → [RoomHead]: what every message changes.
  ROOM_HEADS,
  /// `room, account` → [MemberRow].
  MEMBERS,
  /// `room, account` → [DepartedRow]: whose tasks and files went when they left.
  DEPARTED,
  /// `account, room` → [AccountRoomRow]. The rooms that an account is in.
  ACCOUNT_ROOMS,
  /// `room, account` → [JoinRequestRow].
  JOIN_REQUESTS,
  /// `room, sequence` → [MessageRow].
  MESSAGES,
  /// `room, sequence` → [ReactionsRow], where the message has any.
  REACTIONS,
  /// `room, sequence, edit number` → [EditRow]: an earlier text of the message.
  MESSAGE_EDITS,
  /// `room, version of the last change in a commit` → position in the log of the shard, a bare
  /// number.
  ROOM_CHANGES,
  /// `room, author, sequence` → how many messages the author had posted as read, this one included,
  /// a bare number.
  AUTHORED,
  /// `room, account, kind, level, block` → which sequence numbers a [SequenceSet] holds.
  MENTIONS,
  /// `room, account` → [MarkerRow]: read marker, and what counts from it.
  READ_MARKERS,
  /// `task` → [TaskRow].
  TASKS,
  /// `room, status, list, account, task` → nothing. The tasks of a room (list 0, account 0), those
  /// of them assigned to an account (1) and by an account (2).
  ROOM_TASKS,
  /// `account, status, list, time of adding, task` → nothing. The tasks over all rooms assigned to
  /// an account (1) and by an account (2).
  ACCOUNT_TASKS,
  /// `file` → [FileRow].
  FILES,
  /// `file` → the text by which it can be found beside its name, in UTF-8; only where there is any.
  FILE_TEXTS,
  /// `room, sender or 0, kind or 0, file` → nothing. The files of a room, those of one sender,
  /// those of one kind, and those of one sender and kind.
  ROOM_FILES,
  /// `room, sequence, file` → nothing. The files that came with a message.
  MESSAGE_FILES,
  /// `account, kind or 0, time of sending, file` → nothing. What an account sent, over all rooms.
  ACCOUNT_FILES,
  /// `owner's type, organization or account, shard` → [StorageRow]. What the files of an
  /// organization (1) or of an account (2) take in the rooms of a shard.
  STORAGE_USE,
  /// `work, time, room, file` → nothing for files that wait to be examined (1), the name of the
  /// bytes for deleted files whose bytes wait to be erased (2).
  FILE_WORK,
  /// `name of the bytes` → nothing. The bytes that a file has, or had and that wait to be erased,
  /// and those of portraits that are shown.
  FILE_BLOBS,
  /// `file` → time of deletion, a bare number, until the bytes are erased.
  DELETED_FILES,
  /// `account` → [AccountRow].
  ACCOUNTS,
  /// `account` → [CredentialsRow].
  CREDENTIALS,
  /// `SHA-256 of the token` → account, a bare number.
  API_TOKENS,
  /// `kind, name` → [HandleRow].
  HANDLES,
  /// `organization` → [OrganizationRow].
  ORGANIZATIONS,
  /// `name, 0, organization` → time of foundation, a bare number.
  ORGANIZATION_NAMES,
  /// `organization, account` → [PersonRow].
  ORGANIZATION_PEOPLE,
  /// `organization, code` → [InvitationRow].
  INVITATIONS,
  /// `code` → organization, a bare number.
  INVITATION_CODES,
  /// `account, other account` → [ContactRow]: the pair, seen from the first.
  CONTACTS,
  /// `account, request` → [RequestRow]: a request that waits for an answer.
  CONTACT_REQUESTS,
  /// `account, room` → [ArrangementRow].
  ARRANGEMENT,
  /// `account, category` → [CategoryRow].
  CATEGORIES,
  /// `account, message` → time of the bookmark, a bare number.
  BOOKMARKS,
  /// `account, name` → [PreferenceRow].
  PREFERENCES,
  /// `shard, first 16 bytes of the SHA-256 of the command id` → position in the log of the shard, a
  /// bare number.
  COMMANDS,
  /// `shard, position in its log` → [RememberedCommandRow]: a command that is to be forgotten some
  /// time after it was accepted there.
  REMEMBERED_COMMANDS,
  /// `shard` → the position of the last command that was forgotten, a bare number.
  FORGOTTEN_COMMANDS,
  /// `shard` → the greatest id that an event used, a bare number.
  FRESH_IDS
}
