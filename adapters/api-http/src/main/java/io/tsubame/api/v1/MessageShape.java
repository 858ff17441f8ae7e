package io.tsubame.api.v1;

import static io.tsubame.api.v1.Schema.COUNT;
import static io.tsubame.api.v1.Schema.FLAG;
import static io.tsubame.api.v1.Schema.ID;
import static io.tsubame.api.v1.Schema.TEXT;
import static io.tsubame.api.v1.Schema.TIME;
import static io.tsubame.api.v1.Schema.list;
import static io.tsubame.api.v1.Schema.object;
import static io.tsubame.api.v1.Schema.orNull;
import static io.tsubame.api.v1.Schema.required;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tsubame.application.query.MessageView;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.room.MessageKind;
import io.tsubame.domain.room.RoomEvent.MessagePosted;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/// A message on the wire.
public final class MessageShape {
  static final Schema.Fields REACTION =
      object("Reaction", required("reaction", TEXT), required("account_ids", list(ID)));

  static final Schema.Fields SCHEMA =
      object(
          "Message",
          required("message_id", Schema.text(1, 19)),
          required("room_id", ID),
          required("sequence", COUNT),
          required("account_id", ID),
          required("kind", Words.choice(MessageKind.class)),
          required("body", TEXT),
          required("deleted", FLAG),
          required("sent_at", TIME),
          required("edited_at", orNull(TIME)),
          required("edits", COUNT),
          required("reactions", list(REACTION)));

  static final Schema.Fields BOOKMARKED =
      SCHEMA.with("BookmarkedMessage", required("bookmarked_at", TIME));

  private MessageShape() {}

  public static void write(JsonGenerator out, MessageView message) throws IOException {
    out.writeStartObject();
    writeFields(out, message);
    out.writeEndObject();
  }

  static void writeBookmarked(JsonGenerator out, MessageView message, Instant at)
      throws IOException {
    out.writeStartObject();
    writeFields(out, message);
    out.writeNumberField("bookmarked_at", at.toEpochMilli());
    out.writeEndObject();
  }

  /// The message as it is right after it was posted.
  public static MessageView posted(RoomId room, MessagePosted event) {
    return new MessageView(
        room,
        event.sequence(),
        event.author(),
        event.kind(),
        event.body(),
        false,
        event.at(),
        null,
        0,
        List.of());
  }

  private static void writeFields(JsonGenerator out, MessageView message) throws IOException {
    Instant editedAt = message.editedAt();
    out.writeStringField("message_id", message.id().toString());
    out.writeNumberField("room_id", message.room().value());
    out.writeNumberField("sequence", message.sequence());
    out.writeNumberField("account_id", message.author().value());
    out.writeStringField("kind", Words.of(message.kind()));
    out.writeStringField("body", message.body());
    out.writeBooleanField("deleted", message.deleted());
    out.writeNumberField("sent_at", message.sentAt().toEpochMilli());
    if (editedAt == null) {
      out.writeNullField("edited_at");
    } else {
      out.writeNumberField("edited_at", editedAt.toEpochMilli());
    }
    out.writeNumberField("edits", message.edits());
    out.writeArrayFieldStart("reactions");
    for (MessageView.Reaction reaction : message.reactions()) {
      out.writeStartObject();
      out.writeStringField("reaction", reaction.reaction());
      out.writeArrayFieldStart("account_ids");
      for (AccountId account : reaction.accounts()) {
        out.writeNumber(account.value());
      }
      out.writeEndArray();
      out.writeEndObject();
    }
    out.writeEndArray();
  }
}
