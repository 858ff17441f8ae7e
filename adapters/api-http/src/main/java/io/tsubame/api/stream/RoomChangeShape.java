package io.tsubame.api.stream;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tsubame.api.v1.FileShape;
import io.tsubame.api.v1.MessageShape;
import io.tsubame.api.v1.PersonalShape;
import io.tsubame.api.v1.RoomShape;
import io.tsubame.api.v1.TaskShape;
import io.tsubame.application.live.LiveMessage.Sight;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.room.Member;
import io.tsubame.domain.room.Mentions;
import io.tsubame.domain.room.RoomEvent;
import java.io.IOException;
import java.time.Instant;
import java.util.Locale;

/// One change of a room on the wire; rule LS9.
final class RoomChangeShape {
  private RoomChangeShape() {}

  /// Writes the fields into the object that is open.
  static void write(JsonGenerator out, RoomId room, RoomEvent event, Sight sight)
      throws IOException {
    if (isHidden(event, sight)) {
      out.writeStringField("type", "hidden");
      return;
    }
    switch (event) {
      case RoomEvent.MessagePosted posted -> {
        out.writeStringField("type", "message_posted");
        out.writeFieldName("message");
        MessageShape.write(out, MessageShape.posted(room, posted));
        writeMentions(out, posted.mentions());
        out.writeBooleanField("marked_read", posted.markedRead());
      }
      case RoomEvent.MessageEdited(int sequence, String body, Mentions mentions, Instant at) -> {
        writeMessage(out, "message_edited", sequence);
        out.writeStringField("body", body);
        out.writeNumberField("edited_at", at.toEpochMilli());
        writeMentions(out, mentions);
      }
      case RoomEvent.MessageDeleted(int sequence, _) ->
          writeMessage(out, "message_deleted", sequence);
      case RoomEvent.ReactionAdded(int sequence, var account, String reaction) -> {
        writeMessage(out, "reaction_added", sequence);
        out.writeNumberField("account_id", account.value());
        out.writeStringField("reaction", reaction);
      }
      case RoomEvent.ReactionRemoved(int sequence, var account, String reaction) -> {
        writeMessage(out, "reaction_removed", sequence);
        out.writeNumberField("account_id", account.value());
        out.writeStringField("reaction", reaction);
      }
      default -> writeTaskOrFile(out, room, event);
    }
  }

  private static void writeTaskOrFile(JsonGenerator out, RoomId room, RoomEvent event)
      throws IOException {
    switch (event) {
      case RoomEvent.TaskAdded added -> {
        out.writeStringField("type", "task_added");
        out.writeFieldName("task");
        TaskShape.write(out, TaskShape.added(room, added));
      }
      case RoomEvent.TaskEdited edited -> {
        out.writeStringField("type", "task_edited");
        out.writeNumberField("task_id", edited.task().value());
        out.writeNumberField("assignee_id", edited.assignee().value());
        out.writeStringField("body", edited.body());
        out.writeFieldName("deadline");
        TaskShape.writeDeadline(out, edited.deadline());
      }
      case RoomEvent.TaskStatusChanged changed -> {
        out.writeStringField("type", "task_status_changed");
        out.writeNumberField("task_id", changed.task().value());
        out.writeStringField("status", word(changed.status()));
        out.writeNumberField("account_id", changed.by().value());
        out.writeNumberField("at", changed.at().toEpochMilli());
      }
      case RoomEvent.TaskDeleted(var task) -> {
        out.writeStringField("type", "task_deleted");
        out.writeNumberField("task_id", task.value());
      }
      case RoomEvent.FileAttached attached -> {
        out.writeStringField("type", "file_attached");
        out.writeFieldName("file");
        FileShape.write(out, FileShape.attached(room, attached));
      }
      case RoomEvent.FileExamined(var file, var found, _) -> {
        out.writeStringField("type", "file_examined");
        out.writeNumberField("file_id", file.value());
        FileShape.writeFound(out, found);
      }
      case RoomEvent.FileDeleted(var file, _) -> {
        out.writeStringField("type", "file_deleted");
        out.writeNumberField("file_id", file.value());
      }
      default -> writeRoom(out, event);
    }
  }

  private static void writeRoom(JsonGenerator out, RoomEvent event) throws IOException {
    switch (event) {
      case RoomEvent.RoomEdited(String name, String description, var icon) -> {
        out.writeStringField("type", "room_edited");
        out.writeStringField("name", name);
        out.writeStringField("description", description);
        out.writeStringField("icon", word(icon));
      }
      case RoomEvent.RoomSettingsChanged(var settings) -> {
        out.writeStringField("type", "room_settings_changed");
        out.writeFieldName("settings");
        RoomShape.writeSettings(out, settings);
      }
      case RoomEvent.MembersChanged(var entered, var removed) -> {
        out.writeStringField("type", "members_changed");
        out.writeArrayFieldStart("entered");
        for (Member member : entered) {
          RoomShape.writeMember(out, member);
        }
        out.writeEndArray();
        StreamEncoder.writeAccounts(out, "removed", removed);
      }
      case RoomEvent.JoinRequested(var account, _) -> {
        out.writeStringField("type", "join_requested");
        out.writeNumberField("account_id", account.value());
      }
      case RoomEvent.JoinDeclined(var account) -> {
        out.writeStringField("type", "join_declined");
        out.writeNumberField("account_id", account.value());
      }
      case RoomEvent.InvitationLinkChanged(var link) -> {
        out.writeStringField("type", "link_changed");
        if (link == null) {
          out.writeNullField("link");
        } else {
          out.writeFieldName("link");
          PersonalShape.writeLink(out, link, "");
        }
      }
      case RoomEvent.RoomCreated _ -> out.writeStringField("type", "room_created");
      case RoomEvent.RoomDeleted _ -> out.writeStringField("type", "room_deleted");
      default -> throw new IllegalStateException("not a public change: " + event.getClass());
    }
  }

  private static boolean isHidden(RoomEvent event, Sight sight) {
    return switch (event) {
      case RoomEvent.JoinRequested _, RoomEvent.JoinDeclined _ -> !sight.requests();
      case RoomEvent.InvitationLinkChanged _ -> !sight.link();
      case RoomEvent.MembersChanged _ -> !sight.members();
      default -> false;
    };
  }

  private static void writeMessage(JsonGenerator out, String type, int sequence)
      throws IOException {
    out.writeStringField("type", type);
    out.writeNumberField("sequence", sequence);
  }

  private static void writeMentions(JsonGenerator out, Mentions mentions) throws IOException {
    out.writeObjectFieldStart("mentions");
    StreamEncoder.writeAccounts(out, "account_ids", mentions.accounts());
    out.writeBooleanField("all", mentions.all());
    out.writeEndObject();
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
