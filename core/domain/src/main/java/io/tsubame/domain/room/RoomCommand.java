package io.tsubame.domain.room;

import io.tsubame.domain.AccountId;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.Command;
import io.tsubame.domain.Creation;
import io.tsubame.domain.FileId;
import io.tsubame.domain.OrganizationId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.TaskId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Orders to a room. The acting account is in the [io.tsubame.domain.Context].
public sealed interface RoomCommand extends Command {
  /// The messages, tasks, files and read markers that the decision looks at.
  default Needs needs() {
    return Needs.NOTHING;
  }

  /// Sent by the server once it has created the account.
  record CreateMyRoom(RoomId room, AccountId owner) implements RoomCommand {}

  /// Sent by the server once two accounts are contacts.
  record CreateDirectRoom(RoomId room, AccountId one, AccountId other, AccountId creator)
      implements RoomCommand {}

  /// The room gets the id to which the command is addressed. The creator is in `admins`.
  record CreateGroupRoom(
      RoomId room,
      String name,
      String description,
      IconPreset icon,
      MemberLists members,
      @Nullable InvitationLink link)
      implements RoomCommand, Creation {
    @Override
    public CreateGroupRoom numbered(int number) {
      return new CreateGroupRoom(new RoomId(number), name, description, icon, members, link);
    }

    @Override
    public AggregateId.Room created() {
      return new AggregateId.Room(room);
    }
  }

  /// Null leaves a part as it is.
  record EditRoom(@Nullable String name, @Nullable String description, @Nullable IconPreset icon)
      implements RoomCommand {}

  record ChangeRoomSettings(RoomSettings settings) implements RoomCommand {}

  /// The whole list after the change, with at least one administrator.
  record ReplaceMembers(MemberLists members) implements RoomCommand {}

  /// Adds to the list, and gives those who are in it already the new role.
  record AddMembers(List<Member> members) implements RoomCommand {
    public AddMembers {
      members = List.copyOf(members);
    }
  }

  /// Removes from the list, by an administrator.
  record RemoveMember(AccountId account) implements RoomCommand {}

  /// The actor comes by the invitation link, whose code must be the room's present one.
  record JoinByLink(String code) implements RoomCommand {}

  record ApproveJoin(AccountId account) implements RoomCommand {}

  /// By an administrator, or by the one who asked.
  record DeclineJoin(AccountId account) implements RoomCommand {}

  record LeaveRoom() implements RoomCommand {}

  record DeleteRoom() implements RoomCommand {}

  /// The code must be claimed for this room before.
  record CreateLink(InvitationLink link) implements RoomCommand {}

  record EditLink(InvitationLink link) implements RoomCommand {}

  record DeleteLink() implements RoomCommand {}

  /// @param selfUnread whether the message is unread for its author, too
  record PostMessage(String body, boolean selfUnread) implements RoomCommand {}

  record EditMessage(int sequence, String body) implements RoomCommand {
    @Override
    public Needs needs() {
      return Needs.message(sequence);
    }
  }

  record DeleteMessage(int sequence) implements RoomCommand {
    @Override
    public Needs needs() {
      return Needs.message(sequence);
    }
  }

  record AddReaction(int sequence, String reaction) implements RoomCommand {
    @Override
    public Needs needs() {
      return Needs.message(sequence);
    }
  }

  record RemoveReaction(int sequence, String reaction) implements RoomCommand {
    @Override
    public Needs needs() {
      return Needs.message(sequence);
    }
  }

  /// Moves the actor's marker forward to the message, or to the last one.
  ///
  /// @param account the actor
  /// @param sequence null for everything
  record MarkRead(AccountId account, @Nullable Integer sequence) implements RoomCommand {
    @Override
    public Needs needs() {
      return Needs.marker(account);
    }
  }

  /// Moves the actor's marker back to just before the message.
  record MarkUnread(AccountId account, int sequence) implements RoomCommand {
    @Override
    public Needs needs() {
      return new Needs(List.of(sequence), List.of(), List.of(), List.of(account));
    }
  }

  /// One task for each assignee, announced by one system message.
  record AddTasks(String body, List<AccountId> assignees, Deadline deadline)
      implements RoomCommand {
    public AddTasks {
      assignees = List.copyOf(assignees);
    }
  }

  /// Null leaves a part as it is.
  record EditTask(
      TaskId task, @Nullable AccountId assignee, @Nullable String body, @Nullable Deadline deadline)
      implements RoomCommand {
    @Override
    public Needs needs() {
      return Needs.task(task);
    }
  }

  record ChangeTaskStatus(TaskId task, TaskStatus status) implements RoomCommand {
    @Override
    public Needs needs() {
      return Needs.task(task);
    }
  }

  record DeleteTask(TaskId task) implements RoomCommand {
    @Override
    public Needs needs() {
      return Needs.task(task);
    }
  }

  /// The actor's files, whose bytes are in the store and checked, with a text that may be empty.
  ///
  /// @param organization the actor's
  record AttachFiles(OrganizationId organization, List<FileContent> files, String message)
      implements RoomCommand {
    public AttachFiles {
      files = List.copyOf(files);
    }
  }

  record DeleteFile(FileId file) implements RoomCommand {
    @Override
    public Needs needs() {
      return Needs.files(List.of(file));
    }
  }

  /// By the server only.
  ///
  /// @param text by which the file can be found beside its name; may be empty
  record RecordExamination(FileId file, FileExamination found, String text) implements RoomCommand {
    public RecordExamination {
      if (text.length() > FileExamination.TEXT_LENGTH) {
        throw new IllegalArgumentException("too much text: " + text.length());
      }
    }

    @Override
    public Needs needs() {
      return Needs.files(List.of(file));
    }
  }

  /// By the server only, when the bytes of deleted files are gone.
  record RecordErasure(List<FileId> files) implements RoomCommand {
    public RecordErasure {
      files = List.copyOf(files);
    }

    @Override
    public Needs needs() {
      return Needs.files(files);
    }
  }

  /// By the server only: messages with their own authors and times, in order. Mentions count for
  /// nobody, and the authors need not be members.
  ///
  /// @param expectedSequence the room's last sequence number before the batch, so that a repeated
  ///   batch is refused
  record ImportMessages(int expectedSequence, List<ImportedMessage> messages)
      implements RoomCommand {
    public ImportMessages {
      messages = List.copyOf(messages);
    }
  }

  /// By the server only: makes an imported room visible, with everything read and no system
  /// message.
  record PublishImport(List<Member> members) implements RoomCommand {
    public PublishImport {
      members = List.copyOf(members);
    }
  }

  /// By the server only: an empty group room without members, into which an import writes.
  record CreateImportRoom(RoomId room, String name, String description)
      implements RoomCommand, Creation {
    @Override
    public CreateImportRoom numbered(int number) {
      return new CreateImportRoom(new RoomId(number), name, description);
    }

    @Override
    public AggregateId.Room created() {
      return new AggregateId.Room(room);
    }
  }

  /// Who is to be in a room, by role. An account that stands in two lists is refused.
  record MemberLists(List<AccountId> admins, List<AccountId> members, List<AccountId> readonly) {
    public MemberLists {
      admins = List.copyOf(admins);
      members = List.copyOf(members);
      readonly = List.copyOf(readonly);
    }
  }

  /// @param at cut to the millisecond
  /// @param editedAt cut to the millisecond; null where never edited
  record ImportedMessage(
      AccountId author,
      String body,
      Instant at,
      @Nullable Instant editedAt,
      List<ImportedReaction> reactions) {
    public ImportedMessage {
      at = at.truncatedTo(ChronoUnit.MILLIS);
      editedAt = editedAt == null ? null : editedAt.truncatedTo(ChronoUnit.MILLIS);
      reactions = List.copyOf(reactions);
    }
  }

  record ImportedReaction(String reaction, AccountId account) {}
}
