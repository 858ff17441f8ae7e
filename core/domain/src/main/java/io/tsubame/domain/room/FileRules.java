package io.tsubame.domain.room;

import io.tsubame.domain.AccountId;
import io.tsubame.domain.Actor;
import io.tsubame.domain.Context;
import io.tsubame.domain.Decision;
import io.tsubame.domain.FileId;
import io.tsubame.domain.Limits;
import io.tsubame.domain.room.RoomCommand.AttachFiles;
import io.tsubame.domain.room.RoomCommand.DeleteFile;
import io.tsubame.domain.room.RoomCommand.RecordErasure;
import io.tsubame.domain.room.RoomCommand.RecordExamination;
import io.tsubame.domain.room.RoomEvent.FileAttached;
import io.tsubame.domain.room.RoomEvent.FileDeleted;
import io.tsubame.domain.room.RoomEvent.FileExamined;
import io.tsubame.domain.room.RoomEvent.FileTextFound;
import io.tsubame.domain.room.RoomEvent.FilesErased;
import io.tsubame.domain.room.RoomEvent.MessagePosted;
import io.tsubame.domain.room.RoomRejection.FileNotFound;
import io.tsubame.domain.room.RoomRejection.NotPermitted;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Files: told to the room by the message of the one who sends them, and gone with them.
final class FileRules {
  private final Limits limits;
  private final MessageRules messages;

  FileRules(Limits limits, MessageRules messages) {
    this.limits = limits;
    this.messages = messages;
  }

  /// The message and its files appear in one commit.
  Decision<RoomEvent> attach(Room room, AttachFiles command, Context context) {
    AccountId sender = Acting.account(context);
    if (sender == null) {
      return Decision.reject(new NotPermitted(RoomOperation.SEND_FILE));
    }
    List<FileContent> files = command.files();
    List<FileId> ids = new ArrayList<>();
    RoomRejection refusal =
        Bounds.first(
            Bounds.ofText("message", command.message(), 0, limits.messageLength()),
            Bounds.ofCount("files", files.size(), 1, limits.filesPerMessage()),
            nameRefusal(files),
            Bounds.ofIds("files", context.ids(), files.size()));
    if (refusal != null) {
      return Decision.reject(refusal);
    }
    for (int i = 0; i < files.size(); i++) {
      ids.add(new FileId(context.ids().at(i)));
    }
    int sequence = room.lastSequence() + 1;
    List<RoomEvent> events = new ArrayList<>(files.size() + 1);
    events.add(
        new MessagePosted(
            sequence,
            sender,
            MessageKind.USER,
            FileNotation.sent(ids, files, command.message()),
            messages.mentions(room, sender, command.message()),
            true,
            context.now()));
    for (int i = 0; i < files.size(); i++) {
      events.add(
          new FileAttached(
              ids.get(i), sender, command.organization(), files.get(i), sequence, context.now()));
    }
    return Decision.accept(events);
  }

  /// By the one who sent it, or an administrator.
  Decision<RoomEvent> delete(Room room, DeleteFile command, Context context) {
    FileState file = present(room, command.file());
    if (file == null) {
      return Decision.reject(new FileNotFound());
    }
    boolean permitted =
        switch (context.actor()) {
          case Actor.Server() -> true;
          case Actor.Person(var account) ->
              account.equals(file.uploader()) || room.roleOf(account) == Role.ADMIN;
        };
    if (!permitted) {
      return Decision.reject(new NotPermitted(RoomOperation.DELETE_FILE));
    }
    List<RoomEvent> events =
        new ArrayList<>(
            Notices.post(room, context, FileNotation.deleted(file.name(), file.size())));
    events.add(new FileDeleted(command.file(), context.now()));
    return Decision.accept(events);
  }

  /// Once: what was found first stays.
  Decision<RoomEvent> examine(Room room, RecordExamination command, Context context) {
    FileState file = present(room, command.file());
    if (file == null) {
      return Decision.reject(new FileNotFound());
    }
    if (file.examined()) {
      return Decision.accept();
    }
    FileExamined examined = new FileExamined(command.file(), command.found(), context.now());
    return command.text().isEmpty()
        ? Decision.accept(examined)
        : Decision.accept(examined, new FileTextFound(command.file(), command.text()));
  }

  /// Of files that are deleted, whatever became of the room since.
  Decision<RoomEvent> erase(Room room, RecordErasure command) {
    for (FileId id : command.files()) {
      if (room.status() == Room.Status.ACTIVE && present(room, id) != null) {
        return Decision.reject(new NotPermitted(RoomOperation.DELETE_FILE));
      }
    }
    return Decision.accept(new FilesErased(command.files()));
  }

  private static @Nullable FileState present(Room room, FileId id) {
    FileState file = room.loaded().files().get(id.value());
    return file == null || file.deleted() || room.isGone(id.value(), file.uploader()) ? null : file;
  }

  private @Nullable RoomRejection nameRefusal(List<FileContent> files) {
    RoomRejection refusal = null;
    for (FileContent file : files) {
      refusal = Bounds.first(refusal, Bounds.ofText("name", file.name(), 1, limits.nameLength()));
    }
    return refusal;
  }
}
