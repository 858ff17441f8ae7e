package io.tsubame.domain.room;

import io.tsubame.domain.AccountId;
import io.tsubame.domain.Event;
import io.tsubame.domain.FileId;
import io.tsubame.domain.OrganizationId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.TaskId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What happens in rooms. Every event but the private ones counts in the room's version, which
/// members use to see whether they missed a change.
///
/// Messages are named by their sequence number in the room.
public sealed interface RoomEvent extends Event {
  /// Whether only one member learns of it, or none, so that it does not count in the room's
  /// version.
  default boolean isPrivate() {
    return this instanceof ReadMarkerMoved
        || this instanceof FileTextFound
        || this instanceof FilesErased;
  }

  /// @param creator who made it; for a direct room whoever accepted
  record RoomCreated(
      RoomId room,
      RoomType type,
      String name,
      String description,
      IconPreset icon,
      RoomSettings settings,
      List<Member> members,
      @Nullable AccountId creator)
      implements RoomEvent {
    public RoomCreated {
      members = List.copyOf(members);
    }
  }

  /// The new texts and icon, whole.
  record RoomEdited(String name, String description, IconPreset icon) implements RoomEvent {}

  record RoomSettingsChanged(RoomSettings settings) implements RoomEvent {}

  /// Who enters anew has everything read that was posted before.
  ///
  /// @param entered members that are new, or have another role than before
  /// @param removed former members; their tasks and files in the room go with them
  record MembersChanged(List<Member> entered, List<AccountId> removed) implements RoomEvent {
    public MembersChanged {
      entered = List.copyOf(entered);
      removed = List.copyOf(removed);
    }
  }

  record JoinRequested(AccountId account, Instant at) implements RoomEvent {}

  /// The request was refused by an administrator, or taken back.
  record JoinDeclined(AccountId account) implements RoomEvent {}

  /// @param link null where the room has none any more
  record InvitationLinkChanged(@Nullable InvitationLink link) implements RoomEvent {}

  record RoomDeleted(@Nullable AccountId by) implements RoomEvent {}

  /// @param markedRead whether it counts as read by its author
  record MessagePosted(
      int sequence,
      AccountId author,
      MessageKind kind,
      String body,
      Mentions mentions,
      boolean markedRead,
      Instant at)
      implements RoomEvent {}

  /// The text was replaced; the old one is kept for its history.
  record MessageEdited(int sequence, String body, Mentions mentions, Instant at)
      implements RoomEvent {}

  /// The text is gone for all readers, the mark that there was a message stays.
  record MessageDeleted(int sequence, Instant at) implements RoomEvent {}

  record ReactionAdded(int sequence, AccountId account, String reaction) implements RoomEvent {}

  record ReactionRemoved(int sequence, AccountId account, String reaction) implements RoomEvent {}

  /// Private. Everything up to the marker is read; see [ReadMarker].
  record ReadMarkerMoved(AccountId account, ReadMarker marker) implements RoomEvent {}

  record TaskAdded(
      TaskId task,
      AccountId assignee,
      AccountId assignedBy,
      String body,
      Deadline deadline,
      int messageSequence,
      Instant at)
      implements RoomEvent {}

  record TaskEdited(TaskId task, AccountId assignee, String body, Deadline deadline, Instant at)
      implements RoomEvent {}

  record TaskStatusChanged(TaskId task, TaskStatus status, AccountId by, Instant at)
      implements RoomEvent {}

  record TaskDeleted(TaskId task) implements RoomEvent {}

  /// @param organization whose storage it takes
  /// @param messageSequence the message that it came with
  record FileAttached(
      FileId file,
      AccountId uploader,
      OrganizationId organization,
      FileContent content,
      int messageSequence,
      Instant at)
      implements RoomEvent {}

  /// The server looked into the file: once.
  record FileExamined(FileId file, FileExamination found, Instant at) implements RoomEvent {}

  /// Private to the server. What the file can be found by beside its name: the beginning of its
  /// text.
  record FileTextFound(FileId file, String text) implements RoomEvent {}

  /// Nobody sees the file any more. Its bytes go later.
  record FileDeleted(FileId file, Instant at) implements RoomEvent {}

  /// Private to the server. The bytes of files that were deleted before are gone.
  record FilesErased(List<FileId> files) implements RoomEvent {
    public FilesErased {
      files = List.copyOf(files);
    }
  }
}
