package io.tsubame.api.v1;

import static io.tsubame.api.v1.Schema.COUNT;
import static io.tsubame.api.v1.Schema.FLAG;
import static io.tsubame.api.v1.Schema.ID;
import static io.tsubame.api.v1.Schema.TEXT;
import static io.tsubame.api.v1.Schema.TIME;
import static io.tsubame.api.v1.Schema.list;
import static io.tsubame.api.v1.Schema.object;
import static io.tsubame.api.v1.Schema.optional;
import static io.tsubame.api.v1.Schema.orNull;
import static io.tsubame.api.v1.Schema.required;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tsubame.api.Response;
import io.tsubame.application.Answer;
import io.tsubame.application.Application;
import io.tsubame.application.ApplicationRejection.NoSuchLink;
import io.tsubame.application.query.PersonView;
import io.tsubame.application.query.RoomQueries.JoinRequestView;
import io.tsubame.application.query.RoomQueries.LinkPreview;
import io.tsubame.application.query.RoomView;
import io.tsubame.application.room.InvitationLinks.Entered;
import io.tsubame.application.room.InvitationLinks.Entry;
import io.tsubame.application.room.LinkWish;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.room.InvitationLink;
import io.tsubame.domain.room.RoomCommand.ApproveJoin;
import io.tsubame.domain.room.RoomCommand.DeclineJoin;
import io.tsubame.domain.room.RoomRejection.NoSuchJoinRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `/v1/rooms/{room_id}/link` and `/join-requests`, and `/v1/links` for those who come by a link.
final class LinksResource {
  /// What a link is to be. Without a code a room that has a link keeps its code, and another gets a
  /// random one.
  static final Schema.Fields WISH =
      object(
          optional("code", Schema.text(1, LinkWish.CODE_LENGTH)),
          optional("needs_approval", FLAG),
          optional("description", TEXT));

  private static final Schema JOIN_REQUEST =
      object(
          "JoinRequest",
          required("account_id", ID),
          required("person", PersonShape.SCHEMA),
          required("at", TIME));

  private final Application app;

  LinksResource(Application app) {
    this.app = app;
  }

  List<Operation> operations() {
    return List.of(
        Operation.get(
            "/rooms/{room_id}/link",
            "The invitation link, null where there is none",
            object(required("link", orNull(PersonalShape.LINK))),
            this::link),
        Operation.put("/rooms/{room_id}/link", "Make or change the link", this::put)
            .reading(WISH)
            .answering(object(required("link", PersonalShape.LINK))),
        Operation.delete("/rooms/{room_id}/link", "Have no link any more", this::delete),
        Operation.get(
            "/rooms/{room_id}/join-requests",
            "Who waits to be let in, oldest first",
            object(required("join_requests", list(JOIN_REQUEST))),
            this::joinRequests),
        Operation.post("/rooms/{room_id}/join-requests/{account_id}", "Let in", this::approve),
        Operation.delete(
            "/rooms/{room_id}/join-requests/{account_id}", "Refuse, or take back", this::decline),
        Operation.get(
            "/links/{code}",
            "The room that a link leads to",
            object(
                required("room_id", ID),
                required("name", TEXT),
                required("members", COUNT),
                required("needs_approval", FLAG),
                required("description", TEXT),
                required("member", FLAG)),
            this::preview),
        Operation.post("/links/{code}/join", "Enter by the link, or ask to", this::join)
            .answering(
                object(
                    required("room_id", ID), required("joined", FLAG), required("waiting", FLAG))));
  }

  static LinkWish wish(Fields fields) {
    return new LinkWish(
        fields.optionalText("code"),
        fields.flag("needs_approval", true),
        fields.text("description", ""));
  }

  private Response link(Exchange exchange) {
    Optional<InvitationLink> link =
        exchange.found(app.queries().rooms().link(exchange.caller(), exchange.room()));
    return answer(exchange, link);
  }

  private Response put(Exchange exchange) {
    InvitationLink link =
        exchange.found(
            app.invitationLinks()
                .put(
                    exchange.caller(),
                    exchange.room(),
                    wish(exchange.body()),
                    exchange.commandId()));
    return answer(exchange, Optional.of(link));
  }

  private Response delete(Exchange exchange) {
    exchange.accepted(
        app.invitationLinks().delete(exchange.caller(), exchange.room(), exchange.commandId()));
    return Response.NO_CONTENT;
  }

  private Response joinRequests(Exchange exchange) {
    List<JoinRequestView> requests =
        exchange.found(app.queries().rooms().joinRequests(exchange.caller(), exchange.room()));
    Map<AccountId, PersonView> people =
        app.queries().people().people(requests.stream().map(JoinRequestView::account).toList());
    List<JoinRequestView> known =
        requests.stream().filter(request -> people.containsKey(request.account())).toList();
    return Answers.list(
        "join_requests", known, (out, request) -> writeJoinRequest(out, request, people));
  }

  private Response approve(Exchange exchange) {
    AccountId account = exchange.account(new NoSuchJoinRequest());
    exchange.toRoom(exchange.room(), new ApproveJoin(account));
    return Response.NO_CONTENT;
  }

  private Response decline(Exchange exchange) {
    AccountId account = exchange.account(new NoSuchJoinRequest());
    exchange.toRoom(exchange.room(), new DeclineJoin(account));
    return Response.NO_CONTENT;
  }

  private Response preview(Exchange exchange) {
    LinkPreview preview =
        Optional.of(exchange.request().variable("code"))
            .filter(LinkWish::isCode)
            .flatMap(app.queries().rooms()::byLinkCode)
            .orElseThrow(() -> Exchange.refusal(new NoSuchLink()));
    boolean member = isMember(exchange.caller(), preview.room());
    return Response.json(out -> {
      out.writeStartObject();
      out.writeNumberField("room_id", preview.room().value());
      out.writeStringField("name", preview.name());
      out.writeNumberField("members", preview.members());
      out.writeBooleanField("needs_approval", preview.link().needsApproval());
      out.writeStringField("description", preview.link().description());
      out.writeBooleanField("member", member);
      out.writeEndObject();
    });
  }

  private Response join(Exchange exchange) {
    Entered entered =
        exchange.found(
            app.invitationLinks()
                .join(
                    exchange.caller(), exchange.request().variable("code"), exchange.commandId()));
    return Response.json(out -> {
      out.writeStartObject();
      out.writeNumberField("room_id", entered.room().value());
      out.writeBooleanField("joined", entered.entry() == Entry.JOINED);
      out.writeBooleanField("waiting", entered.entry() == Entry.WAITING);
      out.writeEndObject();
    });
  }

  private boolean isMember(AccountId account, RoomId room) {
    return app.queries().rooms().room(account, room) instanceof Answer.Found<RoomView>;
  }

  private static Response answer(Exchange exchange, Optional<InvitationLink> link) {
    return Response.json(out -> {
      out.writeStartObject();
      if (link.isEmpty()) {
        out.writeNullField("link");
      } else {
        out.writeFieldName("link");
        PersonalShape.writeLink(out, link.get(), exchange.request().baseUrl());
      }
      out.writeEndObject();
    });
  }

  private static void writeJoinRequest(
      JsonGenerator out, JoinRequestView request, Map<AccountId, PersonView> people)
      throws IOException {
    PersonView person = people.get(request.account());
    if (person == null) {
      throw new IllegalStateException("a request of nobody");
    }
    out.writeStartObject();
    out.writeNumberField("account_id", request.account().value());
    out.writeFieldName("person");
    PersonShape.write(out, person);
    out.writeNumberField("at", request.at().toEpochMilli());
    out.writeEndObject();
  }
}
