package io.tsubame.api.v2;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tsubame.api.Endpoint;
import io.tsubame.api.ErrorTable;
import io.tsubame.api.IdempotencyKey;
import io.tsubame.api.Outcomes;
import io.tsubame.api.Request;
import io.tsubame.api.Response;
import io.tsubame.application.Answer;
import io.tsubame.application.Application;
import io.tsubame.application.contact.Contacts.Accepted;
import io.tsubame.application.query.PeopleQueries.Contact;
import io.tsubame.application.query.PeopleQueries.ContactRequest;
import io.tsubame.application.query.PersonView;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.RequestId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.contact.ContactRejection.NoSuchRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `/contacts` and `/incoming_requests`.
final class ContactEndpoints {
  /// How many missing direct rooms one call makes, so that it stays short.
  private static final int ROOMS_PER_CALL = 100;

  private final Application application;
  private final Readers readers;

  ContactEndpoints(Application application) {
    this.application = application;
    this.readers = new Readers(application);
  }

  List<Endpoint> endpoints() {
    String request = "/incoming_requests/{request_id}";
    return List.of(
        Endpoint.page("/contacts", readers.fresh(this::contacts)),
        Endpoint.page("/incoming_requests", readers.fresh(this::requests)),
        Endpoint.put(request, readers.fresh(this::accept)),
        Endpoint.put(request + "/accept", readers.fresh(this::accept)),
        Endpoint.delete(request, readers.fresh(this::decline)),
        Endpoint.delete(request + "/reject", readers.fresh(this::decline)));
  }

  private Response contacts(Request request) {
    List<Contact> contacts = application.queries().people().contacts(request.caller());
    if (contacts.isEmpty()) {
      return Response.NO_CONTENT;
    }
    List<Contact> complete = withRooms(request.caller(), contacts);
    return Response.json(out -> {
      out.writeStartArray();
      for (Contact contact : complete) {
        out.writeStartObject();
        People.writePerson(out, contact.person(), request.baseUrl());
        out.writeNumberField("room_id", number(contact.room()));
        out.writeEndObject();
      }
      out.writeEndArray();
    });
  }

  /// Every contact has a direct room to talk in; those that lack one get it, some in each call.
  private List<Contact> withRooms(AccountId caller, List<Contact> contacts) {
    List<Contact> complete = new ArrayList<>(contacts.size());
    int made = 0;
    for (Contact contact : contacts) {
      if (contact.room() == null && made < ROOMS_PER_CALL) {
        made++;
        complete.add(new Contact(contact.person(), open(caller, contact.person().id())));
      } else {
        complete.add(contact);
      }
    }
    return complete;
  }

  private @Nullable RoomId open(AccountId caller, AccountId contact) {
    return application.directRooms().open(caller, contact) instanceof Answer.Found<RoomId>(var room)
        ? room
        : null;
  }

  private static int number(@Nullable RoomId room) {
    return room == null ? 0 : room.value();
  }

  private Response requests(Request request) {
    List<ContactRequest> open =
        application.queries().people().incomingRequests(request.caller()).stream()
            .limit(Readers.PAGE)
            .toList();
    if (open.isEmpty()) {
      return Response.NO_CONTENT;
    }
    People people = readers.people(open.stream().map(ContactRequest::from).toList(), request);
    return Response.json(out -> {
      out.writeStartArray();
      for (ContactRequest one : open) {
        PersonView from = people.known().get(one.from());
        if (from != null) {
          writeRequest(out, one, from, request.baseUrl());
        }
      }
      out.writeEndArray();
    });
  }

  private static void writeRequest(
      JsonGenerator out, ContactRequest request, PersonView from, String baseUrl)
      throws IOException {
    out.writeStartObject();
    out.writeNumberField("request_id", request.id().value());
    out.writeStringField("message", request.message());
    People.writePerson(out, from, baseUrl);
    out.writeEndObject();
  }

  private Response accept(Request request) {
    RequestId id = incoming(request);
    Accepted accepted =
        Outcomes.found(
            application.contacts().accept(request.caller(), id, IdempotencyKey.commandId(request)));
    PersonView other =
        application
            .queries()
            .people()
            .person(accepted.other())
            .orElseThrow(() -> ErrorTable.of(new NoSuchRequest()).refusal());
    return Response.json(out -> {
      out.writeStartObject();
      People.writePerson(out, other, request.baseUrl());
      out.writeNumberField("room_id", accepted.room().value());
      out.writeEndObject();
    });
  }

  private Response decline(Request request) {
    RequestId id = incoming(request);
    Outcomes.accepted(
        application.contacts().end(request.caller(), id, IdempotencyKey.commandId(request)));
    return Response.NO_CONTENT;
  }

  /// Only what others ask of the caller: their own requests are not to be found here.
  private RequestId incoming(Request request) {
    RequestId id = Fields.contactRequest(request);
    return application
        .queries()
        .people()
        .request(request.caller(), id)
        .filter(open -> open.to().equals(request.caller()))
        .map(ContactRequest::id)
        .orElseThrow(() -> ErrorTable.of(new NoSuchRequest()).refusal());
  }
}
