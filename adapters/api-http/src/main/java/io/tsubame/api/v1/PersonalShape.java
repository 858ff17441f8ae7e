package io.tsubame.api.v1;

import static io.tsubame.api.v1.Schema.FLAG;
import static io.tsubame.api.v1.Schema.ID;
import static io.tsubame.api.v1.Schema.TEXT;
import static io.tsubame.api.v1.Schema.TIME;
import static io.tsubame.api.v1.Schema.list;
import static io.tsubame.api.v1.Schema.object;
import static io.tsubame.api.v1.Schema.required;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tsubame.application.query.PeopleQueries.ContactRequest;
import io.tsubame.application.query.PersonView;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.account.AccountEvent.Category;
import io.tsubame.domain.room.InvitationLink;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Contact requests, categories and invitation links on the wire.
public final class PersonalShape {
  static final Schema.Fields REQUEST =
      object(
          "ContactRequest",
          required("request_id", ID),
          required("from", PersonShape.SCHEMA),
          required("to", PersonShape.SCHEMA),
          required("message", TEXT),
          required("at", TIME));

  static final Schema.Fields CATEGORY =
      object(
          "Category",
          required("category_id", ID),
          required("name", TEXT),
          required("room_ids", list(ID)));

  static final Schema.Fields LINK =
      object(
          "Link",
          required("code", TEXT),
          required("url", TEXT),
          required("needs_approval", FLAG),
          required("description", TEXT));

  private PersonalShape() {}

  /// @param people both sides of the request
  public static void writeRequest(
      JsonGenerator out, ContactRequest request, Map<AccountId, PersonView> people)
      throws IOException {
    out.writeStartObject();
    out.writeNumberField("request_id", request.id().value());
    out.writeFieldName("from");
    writePerson(out, people.get(request.from()));
    out.writeFieldName("to");
    writePerson(out, people.get(request.to()));
    out.writeStringField("message", request.message());
    out.writeNumberField("at", request.at().toEpochMilli());
    out.writeEndObject();
  }

  public static void writeCategory(JsonGenerator out, Category category) throws IOException {
    out.writeStartObject();
    out.writeNumberField("category_id", category.id());
    out.writeStringField("name", category.name());
    out.writeArrayFieldStart("room_ids");
    for (RoomId room : category.rooms()) {
      out.writeNumber(room.value());
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  /// @param baseUrl where clients reach the server
  public static void writeLink(JsonGenerator out, InvitationLink link, String baseUrl)
      throws IOException {
    out.writeStartObject();
    out.writeStringField("code", link.code());
    out.writeStringField("url", baseUrl + "/g/" + link.code());
    out.writeBooleanField("needs_approval", link.needsApproval());
    out.writeStringField("description", link.description());
    out.writeEndObject();
  }

  private static void writePerson(JsonGenerator out, @Nullable PersonView person)
      throws IOException {
    if (person == null) {
      throw new IllegalStateException("a request of an account that does not exist");
    }
    PersonShape.write(out, person);
  }
}
