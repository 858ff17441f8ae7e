package io.tsubame.domain.room;

/// Everything that an account may want to do in a room. [RoomAccess] says who may.
public enum RoomOperation {
  READ,
  SEE_MEMBERS,
  MARK_READ,
  POST_MESSAGE,
  REACT,
  EDIT_OWN_MESSAGE,
  DELETE_OWN_MESSAGE,
  ADD_TASK,
  /// By its assignee or the one who assigned it, or an administrator.
  CHANGE_TASK,
  SEND_FILE,
  /// By the one who sent it, or an administrator.
  DELETE_FILE,
  EDIT_ROOM,
  CHANGE_SETTINGS,
  CHANGE_MEMBERS,
  ANSWER_JOIN_REQUEST,
  CHANGE_LINK,
  SEE_LINK,
  LEAVE,
  DELETE_ROOM
}
