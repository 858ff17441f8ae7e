package io.tsubame.api.v1;

import static io.tsubame.api.v1.Schema.COUNT;
import static io.tsubame.api.v1.Schema.FLAG;
import static io.tsubame.api.v1.Schema.TEXT;
import static io.tsubame.api.v1.Schema.TIME;
import static io.tsubame.api.v1.Schema.list;
import static io.tsubame.api.v1.Schema.object;
import static io.tsubame.api.v1.Schema.optional;
import static io.tsubame.api.v1.Schema.orNull;
import static io.tsubame.api.v1.Schema.required;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tsubame.api.ApiError;
import io.tsubame.api.Response;
import io.tsubame.application.Application;
import io.tsubame.application.query.FileView;
import io.tsubame.application.query.MessageQueries;
import io.tsubame.application.query.MessageQueries.Edit;
import io.tsubame.application.query.MessageView;
import io.tsubame.application.shard.Outcome;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.MessageId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.room.RoomCommand;
import io.tsubame.domain.room.RoomCommand.AddReaction;
import io.tsubame.domain.room.RoomCommand.DeleteMessage;
import io.tsubame.domain.room.RoomCommand.EditMessage;
import io.tsubame.domain.room.RoomCommand.MarkRead;
import io.tsubame.domain.room.RoomCommand.MarkUnread;
import io.tsubame.domain.room.RoomCommand.PostMessage;
import io.tsubame.domain.room.RoomCommand.RemoveReaction;
import io.tsubame.domain.room.RoomEvent.MessagePosted;
import io.tsubame.domain.room.RoomRejection.AlreadyRead;
import io.tsubame.domain.room.RoomRejection.AlreadyUnread;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// `/v1/rooms/{room_id}/messages`, and what is read of them.
final class MessagesResource {
  private static final Schema.Whole SEQUENCE = new Schema.Whole(0, Integer.MAX_VALUE);
  private static final int USUAL_PAGE = 50;

  /// Where a page can begin; one of them.
  private static final List<String> POSITIONS = List.of("before", "after", "around", "since");

  /// A page whose messages have more files than this shows the first ones.
  private static final int FILES_OF_PAGE = 1_000;

  private static final Schema.Fields MESSAGES =
      object(
          "Messages",
          required("messages", list(MessageShape.SCHEMA)),
          required("files", list(FileShape.SCHEMA)),
          required("first_sequence", COUNT),
          required("last_sequence", COUNT));

  private static final Schema EDITS =
      object(
          required(
              "edits",
              list(
                  object(
                      required("number", COUNT),
                      required("body", TEXT),
                      required("until", TIME)))));

  private final Application app;
  private final Schema.Whole page;

  /// @param most entries of a page
  MessagesResource(Application app, int most) {
    this.app = app;
    this.page = new Schema.Whole(1, most);
  }

  List<Operation> operations() {
    Schema body = Schema.text(1, app.limits().messageLength());
    Schema.Fields message = MessageShape.SCHEMA;
    return List.of(
        Operation.get(
                "/rooms/{room_id}/messages",
                "A page of messages, oldest first; the newest without a parameter",
                MESSAGES,
                this::page)
            .asking("before", SEQUENCE)
            .asking("after", SEQUENCE)
            .asking("around", SEQUENCE)
            .asking("since", TIME)
            .asking("limit", page),
        Operation.post("/rooms/{room_id}/messages", "Post a message", this::post)
            .reading(required("body", body), optional("self_unread", FLAG))
            .answering(message),
        Operation.get(
            "/rooms/{room_id}/messages/{message_id}", "One message", message, this::message),
        Operation.patch(
                "/rooms/{room_id}/messages/{message_id}", "Change one's own text", this::edit)
            .reading(required("body", body))
            .answering(message),
        Operation.delete(
                "/rooms/{room_id}/messages/{message_id}", "Delete one's own message", this::delete)
            .answering(message),
        Operation.get(
                "/rooms/{room_id}/messages/{message_id}/edits",
                "A page of earlier texts, oldest first",
                EDITS,
                this::edits)
            .asking("after", SEQUENCE),
        Operation.put(
                "/rooms/{room_id}/messages/{message_id}/reactions/{reaction}",
                "React",
                exchange -> react(exchange, AddReaction::new))
            .answering(message),
        Operation.delete(
                "/rooms/{room_id}/messages/{message_id}/reactions/{reaction}",
                "Take a reaction back",
                exchange -> react(exchange, RemoveReaction::new))
            .answering(message),
        Operation.put("/rooms/{room_id}/read", "Mark as read, up to a message or all", this::read)
            .reading(optional("sequence", orNull(COUNT)))
            .answering(RoomShape.MARKER),
        Operation.put("/rooms/{room_id}/unread", "Mark as unread from a message on", this::unread)
            .reading(required("sequence", new Schema.Whole(1, Integer.MAX_VALUE)))
            .answering(RoomShape.MARKER));
  }

  /// Makes a command about a reaction to a message.
  @FunctionalInterface
  private interface Reacting {
    RoomCommand command(int sequence, String reaction);
  }

  private Response page(Exchange exchange) {
    RoomId room = exchange.room();
    int limit = exchange.wholeQuery("limit", page, USUAL_PAGE);
    List<MessageView> messages = page(exchange, room, limit);
    int first = messages.isEmpty() ? 0 : messages.getFirst().sequence();
    int last = messages.isEmpty() ? 0 : messages.getLast().sequence();
    List<FileView> files =
        messages.isEmpty()
            ? List.of()
            : exchange.found(
                app.queries()
                    .files()
                    .ofMessages(exchange.caller(), room, first, last, FILES_OF_PAGE));
    return Response.json(out -> {
      out.writeStartObject();
      Answers.writeList(out, "messages", messages, MessageShape::write);
      Answers.writeList(out, "files", files, FileShape::write);
      out.writeNumberField("first_sequence", first);
      out.writeNumberField("last_sequence", last);
      out.writeEndObject();
    });
  }

  private List<MessageView> page(Exchange exchange, RoomId room, int limit) {
    AccountId reader = exchange.caller();
    MessageQueries messages = app.queries().messages();
    if (POSITIONS.stream().filter(name -> exchange.query(name) != null).count() > 1) {
      throw ApiError.invalid("after", "must be the only one of before, after, around and since")
          .refusal();
    }
    int after = exchange.wholeQuery("after", SEQUENCE, -1);
    if (after >= 0) {
      return exchange.found(messages.after(reader, room, after, limit));
    }
    int around = exchange.wholeQuery("around", SEQUENCE, -1);
    if (around >= 0) {
      return around(exchange, room, around, limit);
    }
    String since = exchange.query("since");
    if (since != null) {
      Instant time = Instant.ofEpochMilli(Exchange.longQuery("since", since, (Schema.Whole) TIME));
      int first = exchange.found(messages.firstSince(reader, room, time));
      return exchange.found(messages.after(reader, room, first - 1, limit));
    }
    int before = exchange.wholeQuery("before", SEQUENCE, Integer.MAX_VALUE);
    return exchange.found(messages.before(reader, room, before, limit));
  }

  /// Half of the page before the message, which is in the other half.
  private List<MessageView> around(Exchange exchange, RoomId room, int sequence, int limit) {
    AccountId reader = exchange.caller();
    MessageQueries messages = app.queries().messages();
    List<MessageView> page = new ArrayList<>();
    if (limit > 1) {
      page.addAll(exchange.found(messages.before(reader, room, sequence, limit / 2)));
    }
    int from = Math.max(0, sequence - 1);
    page.addAll(exchange.found(messages.after(reader, room, from, limit - limit / 2)));
    return page;
  }

  private Response post(Exchange exchange) {
    RoomId room = exchange.room();
    Fields body = exchange.body();
    Outcome.Accepted accepted =
        exchange.toRoom(room, new PostMessage(body.text("body"), body.flag("self_unread", false)));
    MessageView message =
        accepted.commit().events().stream()
            .filter(MessagePosted.class::isInstance)
            .map(event -> MessageShape.posted(room, (MessagePosted) event))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("no message in its own commit"));
    return Answers.of(message, MessageShape::write);
  }

  private Response message(Exchange exchange) {
    RoomId room = exchange.room();
    return answer(exchange, room, exchange.messageOf(room));
  }

  private Response edit(Exchange exchange) {
    RoomId room = exchange.room();
    MessageId message = exchange.messageOf(room);
    exchange.toRoom(room, new EditMessage(message.sequence(), exchange.body().text("body")));
    return changed(exchange, room, message);
  }

  private Response delete(Exchange exchange) {
    RoomId room = exchange.room();
    MessageId message = exchange.messageOf(room);
    exchange.toRoom(room, new DeleteMessage(message.sequence()));
    return changed(exchange, room, message);
  }

  private Response edits(Exchange exchange) {
    RoomId room = exchange.room();
    int after = exchange.wholeQuery("after", SEQUENCE, 0);
    List<Edit> edits =
        exchange.found(
            app.queries()
                .messages()
                .edits(exchange.caller(), room, exchange.messageOf(room), after));
    return Answers.list("edits", edits, MessagesResource::writeEdit);
  }

  private Response react(Exchange exchange, Reacting reacting) {
    RoomId room = exchange.room();
    MessageId message = exchange.messageOf(room);
    String reaction = exchange.request().variable("reaction");
    exchange.toRoom(room, reacting.command(message.sequence(), reaction));
    return changed(exchange, room, message);
  }

  private Response read(Exchange exchange) {
    Integer sequence = exchange.body().optionalWhole("sequence");
    return mark(exchange, new MarkRead(exchange.caller(), sequence));
  }

  private Response unread(Exchange exchange) {
    int sequence = exchange.body().whole("sequence", 0);
    return mark(exchange, new MarkUnread(exchange.caller(), sequence));
  }

  /// What is so already stays so: several clients of one person mark the same.
  private Response mark(Exchange exchange, RoomCommand command) {
    RoomId room = exchange.room();
    Outcome outcome = exchange.offer(room, command);
    boolean alreadySo =
        outcome instanceof Outcome.Rejected(AlreadyRead _)
            || outcome instanceof Outcome.Rejected(AlreadyUnread _);
    if (!alreadySo) {
      exchange.accepted(outcome);
    }
    exchange.refresh();
    return Answers.of(
        exchange.found(app.queries().rooms().room(exchange.caller(), room)),
        RoomShape::writeMarker);
  }

  private Response changed(Exchange exchange, RoomId room, MessageId message) {
    exchange.refresh();
    return answer(exchange, room, message);
  }

  private Response answer(Exchange exchange, RoomId room, MessageId message) {
    return Answers.of(
        exchange.found(app.queries().messages().message(exchange.caller(), room, message)),
        MessageShape::write);
  }

  private static void writeEdit(JsonGenerator out, Edit edit) throws IOException {
    out.writeStartObject();
    out.writeNumberField("number", edit.number());
    out.writeStringField("body", edit.body());
    out.writeNumberField("until", edit.until().toEpochMilli());
    out.writeEndObject();
  }
}
