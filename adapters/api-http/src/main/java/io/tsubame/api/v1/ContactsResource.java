package io.tsubame.api.v1;

import static io.tsubame.api.v1.Schema.ID;
import static io.tsubame.api.v1.Schema.list;
import static io.tsubame.api.v1.Schema.object;
import static io.tsubame.api.v1.Schema.optional;
import static io.tsubame.api.v1.Schema.orNull;
import static io.tsubame.api.v1.Schema.required;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tsubame.api.Response;
import io.tsubame.application.Application;
import io.tsubame.application.ApplicationRejection.NoSuchPerson;
import io.tsubame.application.query.PeopleQueries.Contact;
import io.tsubame.application.query.PeopleQueries.ContactRequest;
import io.tsubame.application.query.PersonView;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.RequestId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.contact.ContactRejection.NoSuchRequest;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// `/v1/contacts` and `/v1/contact-requests`.
final class ContactsResource {
  private static final Schema ROOM = object(required("room_id", ID));

  private final Application app;

  ContactsResource(Application app) {
    this.app = app;
  }

  List<Operation> operations() {
    Schema contact =
        object("Contact", required("person", PersonShape.SCHEMA), required("room_id", orNull(ID)));
    Schema.Fields requests =
        object(
            required("incoming", list(PersonalShape.REQUEST)),
            required("outgoing", list(PersonalShape.REQUEST)));
    return List.of(
        Operation.get(
            "/contacts",
            "Contacts and colleagues, by name",
            object(required("contacts", list(contact))),
            this::contacts),
        Operation.delete("/contacts/{account_id}", "Be contacts no more", this::remove),
        Operation.post("/contacts/{account_id}/room", "The direct room, made if needed", this::room)
            .answering(ROOM),
        Operation.get(
            "/contact-requests", "Requests that wait for an answer", requests, this::requests),
        Operation.post("/contact-requests", "Ask somebody to be a contact", this::request)
            .reading(
                required("account_id", ID),
                optional("message", Schema.text(0, app.limits().contactMessageLength())))
            .answering(requests),
        Operation.delete(
            "/contact-requests/{request_id}", "Refuse a request or take it back", this::end),
        Operation.post("/contact-requests/{request_id}/accept", "Become contacts", this::accept)
            .answering(ROOM));
  }

  private Response contacts(Exchange exchange) {
    return Answers.list(
        "contacts",
        app.queries().people().contacts(exchange.caller()),
        ContactsResource::writeContact);
  }

  private Response remove(Exchange exchange) {
    AccountId other = exchange.account(new NoSuchPerson());
    exchange.accepted(app.contacts().remove(exchange.caller(), other, exchange.commandId()));
    return Response.NO_CONTENT;
  }

  private Response room(Exchange exchange) {
    AccountId other = exchange.account(new NoSuchPerson());
    RoomId room = exchange.found(app.directRooms().open(exchange.caller(), other));
    return Answers.number("room_id", room.value());
  }

  private Response requests(Exchange exchange) {
    List<ContactRequest> incoming = app.queries().people().incomingRequests(exchange.caller());
    List<ContactRequest> outgoing = app.queries().people().outgoingRequests(exchange.caller());
    Set<AccountId> accounts = new HashSet<>();
    for (List<ContactRequest> requests : List.of(incoming, outgoing)) {
      for (ContactRequest request : requests) {
        accounts.add(request.from());
        accounts.add(request.to());
      }
    }
    Map<AccountId, PersonView> people = app.queries().people().people(accounts);
    Answers.Shape<ContactRequest> shape =
        (out, request) -> PersonalShape.writeRequest(out, request, people);
    return Response.json(out -> {
      out.writeStartObject();
      Answers.writeList(out, "incoming", incoming, shape);
      Answers.writeList(out, "outgoing", outgoing, shape);
      out.writeEndObject();
    });
  }

  private Response request(Exchange exchange) {
    AccountId to = exchange.body().accountId("account_id");
    String message = exchange.body().text("message", "");
    exchange.accepted(app.contacts().request(exchange.caller(), to, message, exchange.commandId()));
    exchange.refresh();
    return requests(exchange);
  }

  private Response end(Exchange exchange) {
    RequestId request = exchange.contactRequest(new NoSuchRequest());
    exchange.accepted(app.contacts().end(exchange.caller(), request, exchange.commandId()));
    return Response.NO_CONTENT;
  }

  private Response accept(Exchange exchange) {
    RequestId request = exchange.contactRequest(new NoSuchRequest());
    RoomId room =
        exchange
            .found(app.contacts().accept(exchange.caller(), request, exchange.commandId()))
            .room();
    return Answers.number("room_id", room.value());
  }

  private static void writeContact(JsonGenerator out, Contact contact) throws IOException {
    RoomId room = contact.room();
    out.writeStartObject();
    out.writeFieldName("person");
    PersonShape.write(out, contact.person());
    if (room == null) {
      out.writeNullField("room_id");
    } else {
      out.writeNumberField("room_id", room.value());
    }
    out.writeEndObject();
  }
}
