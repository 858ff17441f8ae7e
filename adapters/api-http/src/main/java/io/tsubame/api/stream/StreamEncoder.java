package io.tsubame.api.stream;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tsubame.api.Json;
import io.tsubame.api.v1.PersonShape;
import io.tsubame.api.v1.PersonalShape;
import io.tsubame.api.v1.RoomShape;
import io.tsubame.application.live.Frame;
import io.tsubame.application.live.FrameEncoder;
import io.tsubame.application.live.LiveMessage;
import io.tsubame.application.live.LiveMessage.AccountChange;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.room.RoomEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// Writes the messages of the live stream as JSON.
public final class StreamEncoder implements FrameEncoder {
  private static final int PROTOCOL = 1;

  private final Duration heartbeat;

  public StreamEncoder(Duration heartbeat) {
    this.heartbeat = heartbeat;
  }

  @Override
  public Frame encode(LiveMessage message) {
    return new Frame(
        Json.bytes(out -> {
          out.writeStartObject();
          write(out, message);
          out.writeEndObject();
        }));
  }

  private void write(JsonGenerator out, LiveMessage message) throws IOException {
    switch (message) {
      case LiveMessage.RoomChanges changes -> writeRoom(out, changes);
      case LiveMessage.AccountChanged(AccountChange change) -> {
        out.writeStringField("type", "account");
        out.writeObjectFieldStart("change");
        writeAccount(out, change);
        out.writeEndObject();
      }
      case LiveMessage.Typing(RoomId room, var accounts) -> {
        out.writeStringField("type", "typing");
        out.writeNumberField("room_id", room.value());
        writeAccounts(out, "account_ids", accounts);
      }
      case LiveMessage.Presence(RoomId room, var active, var away) -> {
        out.writeStringField("type", "presence");
        out.writeNumberField("room_id", room.value());
        writeAccounts(out, "active", active);
        writeAccounts(out, "away", away);
      }
      case LiveMessage.Hello(AccountId account, String connection, var now) -> {
        out.writeStringField("type", "hello");
        out.writeNumberField("protocol", PROTOCOL);
        out.writeNumberField("account_id", account.value());
        out.writeStringField("connection", connection);
        out.writeNumberField("server_time", now.toEpochMilli());
        out.writeNumberField("heartbeat", heartbeat.toMillis());
      }
      case LiveMessage.Resync(var rooms) -> {
        out.writeStringField("type", "resync");
        out.writeArrayFieldStart("rooms");
        for (RoomId room : rooms) {
          out.writeNumber(room.value());
        }
        out.writeEndArray();
      }
      case LiveMessage.Resumed() -> out.writeStringField("type", "resumed");
      case LiveMessage.Pong() -> out.writeStringField("type", "pong");
    }
  }

  private static void writeRoom(JsonGenerator out, LiveMessage.RoomChanges changes)
      throws IOException {
    out.writeStringField("type", "room");
    out.writeNumberField("room_id", changes.room().value());
    out.writeNumberField("from", changes.from());
    out.writeNumberField("version", changes.version());
    out.writeArrayFieldStart("changes");
    for (RoomEvent event : changes.events()) {
      out.writeStartObject();
      RoomChangeShape.write(out, changes.room(), event, changes.sight());
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private static void writeAccount(JsonGenerator out, AccountChange change) throws IOException {
    switch (change) {
      case AccountChange.RoomAdded(var room) -> {
        out.writeStringField("type", "room_added");
        out.writeFieldName("room");
        RoomShape.write(out, room);
      }
      case AccountChange.RoomRemoved(RoomId room) -> {
        out.writeStringField("type", "room_removed");
        out.writeNumberField("room_id", room.value());
      }
      case AccountChange.ReadMarkerMoved(RoomId room, var marker, var counts) -> {
        out.writeStringField("type", "read_marker_moved");
        out.writeNumberField("room_id", room.value());
        out.writeNumberField("read_up_to", marker.readUpTo());
        out.writeNumberField("unread", counts.unread());
        out.writeNumberField("mentions", counts.mentions());
      }
      case AccountChange.RoomArranged(RoomId room, boolean pinned, var attention) -> {
        out.writeStringField("type", "room_arranged");
        out.writeNumberField("room_id", room.value());
        out.writeBooleanField("pinned", pinned);
        out.writeStringField("attention", attention.name().toLowerCase(Locale.ROOT));
      }
      case AccountChange.CategoriesChanged(var categories) -> {
        out.writeStringField("type", "categories_changed");
        out.writeArrayFieldStart("categories");
        for (var category : categories) {
          PersonalShape.writeCategory(out, category);
        }
        out.writeEndArray();
      }
      case AccountChange.BookmarkAdded(var message) -> {
        out.writeStringField("type", "bookmark_added");
        out.writeStringField("message_id", message.toString());
      }
      case AccountChange.BookmarkRemoved(var message) -> {
        out.writeStringField("type", "bookmark_removed");
        out.writeStringField("message_id", message.toString());
      }
      case AccountChange.PreferenceChanged(String name, String value) -> {
        out.writeStringField("type", "preference_changed");
        out.writeStringField("name", name);
        out.writeStringField("value", value);
      }
      case AccountChange.PersonChanged(var person) -> {
        out.writeStringField("type", "person_changed");
        out.writeFieldName("person");
        PersonShape.write(out, person);
      }
      case AccountChange.SelfChanged(var person) -> {
        out.writeStringField("type", "person_changed");
        out.writeFieldName("person");
        PersonShape.writeOwn(out, person);
      }
      case AccountChange.RequestReceived _,
          AccountChange.RequestSent _,
          AccountChange.RequestClosed _,
          AccountChange.ContactAdded _,
          AccountChange.ContactRemoved _ ->
          writeContact(out, change);
    }
  }

  private static void writeContact(JsonGenerator out, AccountChange change) throws IOException {
    switch (change) {
      case AccountChange.RequestReceived(var request, var people) -> {
        out.writeStringField("type", "contact_request_received");
        out.writeFieldName("request");
        PersonalShape.writeRequest(out, request, people);
      }
      case AccountChange.RequestSent(var request, var people) -> {
        out.writeStringField("type", "contact_request_sent");
        out.writeFieldName("request");
        PersonalShape.writeRequest(out, request, people);
      }
      case AccountChange.RequestClosed(var request) -> {
        out.writeStringField("type", "contact_request_closed");
        out.writeNumberField("request_id", request.value());
      }
      case AccountChange.ContactAdded(AccountId account, RoomId room) -> {
        out.writeStringField("type", "contact_added");
        out.writeNumberField("account_id", account.value());
        if (room == null) {
          out.writeNullField("room_id");
        } else {
          out.writeNumberField("room_id", room.value());
        }
      }
      case AccountChange.ContactRemoved(AccountId account) -> {
        out.writeStringField("type", "contact_removed");
        out.writeNumberField("account_id", account.value());
      }
      default -> throw new IllegalStateException("not about contacts: " + change);
    }
  }

  static void writeAccounts(JsonGenerator out, String field, List<AccountId> accounts)
      throws IOException {
    out.writeArrayFieldStart(field);
    for (AccountId account : accounts) {
      out.writeNumber(account.value());
    }
    out.writeEndArray();
  }
}
