package io.tsubame.domain.room;

import io.tsubame.domain.Actor;
import org.jspecify.annotations.Nullable;

/// Who may do what in a room: the one place, for commands, queries and live delivery alike.
///
/// | Operation | Administrator | Member | Read-only |
/// |---|---|---|---|
/// | `READ`, `MARK_READ` | yes | yes | yes |
/// | `SEE_MEMBERS` | yes | by setting | by setting |
/// | `REACT`, `DELETE_OWN_MESSAGE`, `CHANGE_TASK`, `DELETE_FILE` | yes | yes | no |
/// | `POST_MESSAGE`, `EDIT_OWN_MESSAGE` | yes | by setting | no |
/// | `ADD_TASK` | yes | by setting | no |
/// | `SEND_FILE` | yes | by setting | no |
/// | `EDIT_ROOM` | yes | no | no |
/// | `LEAVE` (groups) | yes | yes | yes |
/// | `CHANGE_SETTINGS`, `CHANGE_MEMBERS`, `DELETE_ROOM` (groups) | yes | no | no |
/// | `ANSWER_JOIN_REQUEST`, `SEE_LINK`, `CHANGE_LINK` (groups) | yes | no | no |
///
/// Who is not a member may do nothing. The owner of a My chat and both members of a direct room are
/// administrators of it; what is marked "groups" nobody can do there, and settings have no meaning.
/// See `docs/spec/rooms.md`, rules RM7 to RM12.
public final class RoomAccess {
  private RoomAccess() {}

  /// Whether the table allows it.
  ///
  /// @param role null where the account is not a member
  public static boolean mayDo(
      RoomOperation operation, RoomType type, @Nullable Role role, RoomSettings settings) {
    if (role == null || (isForGroupsOnly(operation) && type != RoomType.GROUP)) {
      return false;
    }
    return switch (role) {
      case ADMIN -> true;
      case MEMBER -> memberMayDo(operation, effective(type, settings));
      case READONLY -> readerMayDo(operation, effective(type, settings));
    };
  }

  /// Why the actor may not do it in the room, or null where they may. A stranger does not learn
  /// whether the room exists. The server may do everything that the type of room has.
  public static @Nullable RoomRejection refusal(Room room, Actor actor, RoomOperation operation) {
    if (room.status() != Room.Status.ACTIVE) {
      return new RoomRejection.RoomNotFound();
    }
    Room.Header header = room.header();
    return switch (actor) {
      case Actor.Server() -> outsideOfGroup(operation, header.type());
      case Actor.Person(var account) ->
          refusal(operation, header.type(), room.roleOf(account), header.settings());
    };
  }

  /// Why somebody may not do it in a room that is not deleted, or null where they may.
  ///
  /// @param role null where the account is not a member
  public static @Nullable RoomRejection refusal(
      RoomOperation operation, RoomType type, @Nullable Role role, RoomSettings settings) {
    if (role == null) {
      return new RoomRejection.RoomNotFound();
    }
    RoomRejection typeRefusal = outsideOfGroup(operation, type);
    return typeRefusal == null && !mayDo(operation, type, role, settings)
        ? new RoomRejection.NotPermitted(operation)
        : typeRefusal;
  }

  /// Whether My chats and direct rooms have no such thing.
  public static boolean isForGroupsOnly(RoomOperation operation) {
    return switch (operation) {
      case CHANGE_SETTINGS,
          CHANGE_MEMBERS,
          ANSWER_JOIN_REQUEST,
          CHANGE_LINK,
          SEE_LINK,
          LEAVE,
          DELETE_ROOM ->
          true;
      case READ,
          SEE_MEMBERS,
          MARK_READ,
          POST_MESSAGE,
          REACT,
          EDIT_OWN_MESSAGE,
          DELETE_OWN_MESSAGE,
          ADD_TASK,
          CHANGE_TASK,
          SEND_FILE,
          DELETE_FILE,
          EDIT_ROOM ->
          false;
    };
  }

  private static @Nullable RoomRejection outsideOfGroup(RoomOperation operation, RoomType type) {
    return isForGroupsOnly(operation) && type != RoomType.GROUP
        ? new RoomRejection.NotAGroupRoom()
        : null;
  }

  private static RoomSettings effective(RoomType type, RoomSettings settings) {
    return type == RoomType.GROUP ? settings : RoomSettings.OPEN;
  }

  private static boolean memberMayDo(RoomOperation operation, RoomSettings settings) {
    return switch (operation) {
      case READ, MARK_READ, REACT, DELETE_OWN_MESSAGE, CHANGE_TASK, DELETE_FILE, LEAVE -> true;
      case SEE_MEMBERS -> settings.membersMaySeeMembers();
      case POST_MESSAGE, EDIT_OWN_MESSAGE -> settings.membersMayPost();
      case ADD_TASK -> settings.membersMayAddTasks();
      case SEND_FILE -> settings.membersMaySendFiles();
      case EDIT_ROOM,
          CHANGE_SETTINGS,
          CHANGE_MEMBERS,
          ANSWER_JOIN_REQUEST,
          CHANGE_LINK,
          SEE_LINK,
          DELETE_ROOM ->
          false;
    };
  }

  private static boolean readerMayDo(RoomOperation operation, RoomSettings settings) {
    return switch (operation) {
      case READ, MARK_READ, LEAVE -> true;
      case SEE_MEMBERS -> settings.membersMaySeeMembers();
      case POST_MESSAGE,
          REACT,
          EDIT_OWN_MESSAGE,
          DELETE_OWN_MESSAGE,
          ADD_TASK,
          CHANGE_TASK,
          SEND_FILE,
          DELETE_FILE,
          EDIT_ROOM,
          CHANGE_SETTINGS,
          CHANGE_MEMBERS,
          ANSWER_JOIN_REQUEST,
          CHANGE_LINK,
          SEE_LINK,
          DELETE_ROOM ->
          false;
    };
  }
}
