package io.tsubame.domain.room;

/// What a member of a room may do; see [RoomAccess].
public enum Role {
  ADMIN,
  MEMBER,
  READONLY
}
