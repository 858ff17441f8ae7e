package io.tsubame.api.stream;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tsubame.api.Json;
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
        AccountChangeShape.write(out, change);
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

  static void writeAccounts(JsonGenerator out, String field, List<AccountId> accounts)
      throws IOException {
    out.writeArrayFieldStart(field);
    for (AccountId account : accounts) {
      out.writeNumber(account.value());
    }
    out.writeEndArray();
  }
}
