package io.tsubame.api.v1;

import static io.tsubame.api.v1.Schema.COUNT;
import static io.tsubame.api.v1.Schema.FLAG;
import static io.tsubame.api.v1.Schema.ID;
import static io.tsubame.api.v1.Schema.TEXT;
import static io.tsubame.api.v1.Schema.TIME;
import static io.tsubame.api.v1.Schema.object;
import static io.tsubame.api.v1.Schema.orNull;
import static io.tsubame.api.v1.Schema.required;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tsubame.application.query.RoomView;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.account.Attention;
import io.tsubame.domain.room.IconPreset;
import io.tsubame.domain.room.Member;
import io.tsubame.domain.room.Role;
import io.tsubame.domain.room.RoomSettings;
import io.tsubame.domain.room.RoomType;
import java.io.IOException;

/// A room on the wire, as one of its members sees it.
public final class RoomShape {
  static final Schema.Fields SETTINGS =
      object(
          "RoomSettings",
          required("members_may_post", FLAG),
          required("members_may_add_tasks", FLAG),
          required("members_may_send_files", FLAG),
          required("members_may_see_members", FLAG));

  static final Schema.Fields SCHEMA =
      object(
          "Room",
          required("room_id", ID),
          required("type", Words.choice(RoomType.class)),
          required("name", TEXT),
          required("description", TEXT),
          required("icon", Words.choice(IconPreset.class)),
          required("settings", SETTINGS),
          required("role", Words.choice(Role.class)),
          required("partner_id", orNull(ID)),
          required("pinned", FLAG),
          required("attention", Words.choice(Attention.class)),
          required("read_up_to", COUNT),
          required("unread", COUNT),
          required("mentions", COUNT),
          required("open_tasks", COUNT),
          required("members", COUNT),
          required("last_sequence", COUNT),
          required("files", COUNT),
          required("tasks", COUNT),
          required("version", COUNT),
          required("updated_at", TIME));

  static final Schema.Fields MEMBER =
      object("Member", required("account_id", ID), required("role", Words.choice(Role.class)));

  /// What the reader has to read in a room.
  static final Schema.Fields MARKER =
      object(
          "ReadState",
          required("read_up_to", COUNT),
          required("unread", COUNT),
          required("mentions", COUNT));

  private RoomShape() {}

  public static void write(JsonGenerator out, RoomView room) throws IOException {
    AccountId partner = room.partner();
    out.writeStartObject();
    out.writeNumberField("room_id", room.id().value());
    out.writeStringField("type", Words.of(room.type()));
    out.writeStringField("name", room.name());
    out.writeStringField("description", room.description());
    out.writeStringField("icon", Words.of(room.icon()));
    out.writeFieldName("settings");
    writeSettings(out, room.settings());
    out.writeStringField("role", Words.of(room.role()));
    if (partner == null) {
      out.writeNullField("partner_id");
    } else {
      out.writeNumberField("partner_id", partner.value());
    }
    out.writeBooleanField("pinned", room.pinned());
    out.writeStringField("attention", Words.of(room.attention()));
    writeMarkerFields(out, room);
    out.writeNumberField("open_tasks", room.counts().openTasks());
    out.writeNumberField("members", room.members());
    out.writeNumberField("last_sequence", room.messages());
    out.writeNumberField("files", room.files());
    out.writeNumberField("tasks", room.tasks());
    out.writeNumberField("version", room.version());
    out.writeNumberField("updated_at", room.lastUpdate().toEpochMilli());
    out.writeEndObject();
  }

  public static void writeSettings(JsonGenerator out, RoomSettings settings) throws IOException {
    out.writeStartObject();
    out.writeBooleanField("members_may_post", settings.membersMayPost());
    out.writeBooleanField("members_may_add_tasks", settings.membersMayAddTasks());
    out.writeBooleanField("members_may_send_files", settings.membersMaySendFiles());
    out.writeBooleanField("members_may_see_members", settings.membersMaySeeMembers());
    out.writeEndObject();
  }

  public static void writeMember(JsonGenerator out, Member member) throws IOException {
    out.writeStartObject();
    out.writeNumberField("account_id", member.account().value());
    out.writeStringField("role", Words.of(member.role()));
    out.writeEndObject();
  }

  static void writeMarker(JsonGenerator out, RoomView room) throws IOException {
    out.writeStartObject();
    writeMarkerFields(out, room);
    out.writeEndObject();
  }

  private static void writeMarkerFields(JsonGenerator out, RoomView room) throws IOException {
    out.writeNumberField("read_up_to", room.marker().readUpTo());
    out.writeNumberField("unread", room.counts().unread());
    out.writeNumberField("mentions", room.counts().mentions());
  }
}
