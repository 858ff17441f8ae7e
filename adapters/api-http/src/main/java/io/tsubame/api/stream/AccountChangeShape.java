package io.tsubame.api.stream;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tsubame.api.v1.PersonShape;
import io.tsubame.api.v1.PersonalShape;
import io.tsubame.api.v1.RoomShape;
import io.tsubame.application.live.LiveMessage.AccountChange;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.MessageId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.account.AccountEvent.Category;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One change for an account on the wire; rule LS11. Each method writes the fields into the object
/// that is open.
final class AccountChangeShape {
  private AccountChangeShape() {}

  static void write(JsonGenerator out, AccountChange change) throws IOException {
    switch (change) {
      case AccountChange.RoomAdded(var room) -> {
        type(out, "room_added");
        out.writeFieldName("room");
        RoomShape.write(out, room);
      }
      case AccountChange.RoomRemoved(RoomId room) -> room(out, "room_removed", room);
      case AccountChange.ReadMarkerMoved moved -> readMarker(out, moved);
      case AccountChange.RoomArranged arranged -> arrangement(out, arranged);
      case AccountChange.CategoriesChanged(var categories) -> categories(out, categories);
      case AccountChange.BookmarkAdded(var message) -> bookmark(out, "bookmark_added", message);
      case AccountChange.BookmarkRemoved(var message) -> bookmark(out, "bookmark_removed", message);
      case AccountChange.PreferenceChanged(String name, String value) -> {
        type(out, "preference_changed");
        out.writeStringField("name", name);
        out.writeStringField("value", value);
      }
      case AccountChange.ContactsChanged() -> type(out, "contacts_changed");
      case AccountChange.PersonChanged(var person) -> {
        type(out, "person_changed");
        out.writeFieldName("person");
        PersonShape.write(out, person);
      }
      case AccountChange.SelfChanged(var person) -> {
        type(out, "person_changed");
        out.writeFieldName("person");
        PersonShape.writeOwn(out, person);
      }
      case AccountChange.RequestReceived(var request, var people) -> {
        type(out, "contact_request_received");
        out.writeFieldName("request");
        PersonalShape.writeRequest(out, request, people);
      }
      case AccountChange.RequestSent(var request, var people) -> {
        type(out, "contact_request_sent");
        out.writeFieldName("request");
        PersonalShape.writeRequest(out, request, people);
      }
      case AccountChange.RequestClosed(var request) -> {
        type(out, "contact_request_closed");
        out.writeNumberField("request_id", request.value());
      }
      case AccountChange.ContactAdded(AccountId account, RoomId room) ->
          contactAdded(out, account, room);
      case AccountChange.ContactRemoved(AccountId account) -> {
        type(out, "contact_removed");
        out.writeNumberField("account_id", account.value());
      }
    }
  }

  private static void readMarker(JsonGenerator out, AccountChange.ReadMarkerMoved moved)
      throws IOException {
    room(out, "read_marker_moved", moved.room());
    out.writeNumberField("read_up_to", moved.marker().readUpTo());
    out.writeNumberField("unread", moved.counts().unread());
    out.writeNumberField("mentions", moved.counts().mentions());
  }

  private static void arrangement(JsonGenerator out, AccountChange.RoomArranged arranged)
      throws IOException {
    room(out, "room_arranged", arranged.room());
    out.writeBooleanField("pinned", arranged.pinned());
    out.writeStringField("attention", arranged.attention().name().toLowerCase(Locale.ROOT));
  }

  private static void categories(JsonGenerator out, List<Category> categories) throws IOException {
    type(out, "categories_changed");
    out.writeArrayFieldStart("categories");
    for (Category category : categories) {
      PersonalShape.writeCategory(out, category);
    }
    out.writeEndArray();
  }

  private static void bookmark(JsonGenerator out, String type, MessageId message)
      throws IOException {
    type(out, type);
    out.writeStringField("message_id", message.toString());
  }

  private static void contactAdded(JsonGenerator out, AccountId account, @Nullable RoomId room)
      throws IOException {
    type(out, "contact_added");
    out.writeNumberField("account_id", account.value());
    if (room == null) {
      out.writeNullField("room_id");
    } else {
      out.writeNumberField("room_id", room.value());
    }
  }

  private static void room(JsonGenerator out, String type, RoomId room) throws IOException {
    type(out, type);
    out.writeNumberField("room_id", room.value());
  }

  private static void type(JsonGenerator out, String type) throws IOException {
    out.writeStringField("type", type);
  }
}
