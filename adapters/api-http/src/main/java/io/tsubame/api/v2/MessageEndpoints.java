package io.tsubame.api.v2;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tsubame.api.Endpoint;
import io.tsubame.api.ErrorTable;
import io.tsubame.api.Outcomes;
import io.tsubame.api.Parameters;
import io.tsubame.api.Request;
import io.tsubame.api.Response;
import io.tsubame.application.Application;
import io.tsubame.application.query.MessageView;
import io.tsubame.application.shard.Outcome;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.MessageId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.room.RoomCommand.DeleteMessage;
import io.tsubame.domain.room.RoomCommand.EditMessage;
import io.tsubame.domain.room.RoomCommand.PostMessage;
import io.tsubame.domain.room.RoomEvent.MessagePosted;
import io.tsubame.domain.room.RoomRejection.MessageNotFound;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;

/// `/rooms/{room_id}/messages`.
final class MessageEndpoints {
  private static final String LIST = "/rooms/{room_id}/messages";
  private static final String ONE = LIST + "/{message_id}";
  private static final String DELETED = "[deleted]";

  private final Application application;
  private final RoomOrders orders;
  private final Readers readers;
  private final FetchCursors cursors;
  private final PostLimit postLimit;

  MessageEndpoints(Application application, FetchCursors cursors, PostLimit postLimit) {
    this.application = application;
    this.orders = new RoomOrders(application);
    this.readers = new Readers(application);
    this.cursors = cursors;
    this.postLimit = postLimit;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.page(LIST, readers.fresh(this::messages)),
        Endpoint.post(LIST, this::post),
        Endpoint.get(ONE, readers.fresh(this::message)),
        Endpoint.put(ONE, this::edit),
        Endpoint.delete(ONE, this::delete));
  }

  private Response messages(Request request) {
    RoomId room = Fields.room(request);
    Parameters query = request.query();
    OptionalLong after = Fields.number(query, "message_id");
    List<MessageView> messages;
    if (!Fields.flag(query, "force", false)) {
      messages = unfetched(request.caller(), room);
    } else if (after.isPresent()) {
      messages = after(request.caller(), room, sequenceOrZero(after.getAsLong(), room));
    } else {
      messages = newest(request.caller(), room);
    }
    if (messages.isEmpty()) {
      return Response.NO_CONTENT;
    }
    People people = readers.people(messages.stream().map(MessageView::author).toList(), request);
    return Response.json(out -> {
      out.writeStartArray();
      for (MessageView message : messages) {
        write(out, message, people);
      }
      out.writeEndArray();
    });
  }

  private static int sequenceOrZero(long message, RoomId room) {
    return message == 0 ? 0 : Fields.sequence(message, room);
  }

  /// What the account has not fetched yet, and the newest page to begin with.
  private List<MessageView> unfetched(AccountId caller, RoomId room) {
    int fetched = cursors.fetched(caller, room);
    List<MessageView> messages = fetched == 0 ? page(caller, room) : after(caller, room, fetched);
    if (!messages.isEmpty()) {
      cursors.move(caller, room, messages.getLast().sequence());
    }
    return messages;
  }

  /// Counts as fetched, unless that would leave a hole before it.
  private List<MessageView> newest(AccountId caller, RoomId room) {
    List<MessageView> messages = page(caller, room);
    if (!messages.isEmpty()) {
      int fetched = cursors.fetched(caller, room);
      boolean hole = fetched != 0 && fetched + 1 < messages.getFirst().sequence();
      if (!hole && messages.getLast().sequence() > fetched) {
        cursors.move(caller, room, messages.getLast().sequence());
      }
    }
    return messages;
  }

  private List<MessageView> page(AccountId caller, RoomId room) {
    return Outcomes.found(
        application.queries().messages().before(caller, room, Integer.MAX_VALUE, Readers.PAGE));
  }

  private List<MessageView> after(AccountId caller, RoomId room, int sequence) {
    return Outcomes.found(
        application.queries().messages().after(caller, room, sequence, Readers.PAGE));
  }

  private Response message(Request request) {
    MessageId id = messageId(request, Fields.room(request));
    MessageView message =
        Outcomes.found(application.queries().messages().message(request.caller(), id.room(), id));
    People people = readers.people(List.of(message.author()), request);
    return Response.json(out -> write(out, message, people));
  }

  /// The id from the path. Where it cannot be of the room, whoever is not in the room still learns
  /// only that.
  private MessageId messageId(Request request, RoomId room) {
    long number = Fields.messageNumber(request);
    if (!MessageId.isValid(number) || !new MessageId(number).room().equals(room)) {
      Outcomes.found(application.queries().rooms().room(request.caller(), room));
      throw ErrorTable.of(new MessageNotFound()).refusal();
    }
    return new MessageId(number);
  }

  private static void write(JsonGenerator out, MessageView message, People people)
      throws IOException {
    out.writeStartObject();
    out.writeStringField("message_id", message.id().toString());
    people.writeAccount(out, "account", message.author());
    out.writeStringField("body", message.deleted() ? DELETED : message.body());
    out.writeNumberField("send_time", message.sentAt().getEpochSecond());
    out.writeNumberField(
        "update_time", message.editedAt() == null ? 0 : message.editedAt().getEpochSecond());
    out.writeEndObject();
  }

  private Response post(Request request) {
    RoomId room = Fields.room(request);
    Parameters form = request.form();
    String body = Fields.required(form, "body");
    PostMessage command = new PostMessage(body, Fields.flag(form, "self_unread", false));
    postLimit.take(request.caller(), room);
    Outcome outcome = orders.send(request, room, command);
    MessagePosted posted =
        Outcomes.events(outcome, new AggregateId.Room(room), MessagePosted.class).getFirst();
    return messageId(MessageId.of(room, posted.sequence()));
  }

  private Response edit(Request request) {
    String body = Fields.required(request.form(), "body");
    MessageId id = messageId(request, Fields.room(request));
    orders.send(request, id.room(), new EditMessage(id.sequence(), body));
    return messageId(id);
  }

  private Response delete(Request request) {
    MessageId id = messageId(request, Fields.room(request));
    orders.send(request, id.room(), new DeleteMessage(id.sequence()));
    return messageId(id);
  }

  private static Response messageId(MessageId message) {
    return Response.json(out -> {
      out.writeStartObject();
      out.writeStringField("message_id", message.toString());
      out.writeEndObject();
    });
  }
}
