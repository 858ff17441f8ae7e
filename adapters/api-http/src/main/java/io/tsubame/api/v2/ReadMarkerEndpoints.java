package io.tsubame.api.v2;

import io.tsubame.api.Endpoint;
import io.tsubame.api.Outcomes;
import io.tsubame.api.Request;
import io.tsubame.api.Response;
import io.tsubame.application.Application;
import io.tsubame.application.query.RoomView.Counts;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.room.RoomCommand;
import io.tsubame.domain.room.RoomCommand.MarkRead;
import io.tsubame.domain.room.RoomCommand.MarkUnread;
import java.util.List;
import java.util.OptionalLong;

/// What the caller has read of a room.
final class ReadMarkerEndpoints {
  private final Application application;
  private final RoomOrders orders;

  ReadMarkerEndpoints(Application application) {
    this.application = application;
    this.orders = new RoomOrders(application);
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.put("/rooms/{room_id}/messages/read", this::read),
        Endpoint.put("/rooms/{room_id}/messages/unread", this::unread));
  }

  private Response read(Request request) {
    RoomId room = Fields.room(request);
    OptionalLong message = Fields.number(request.form(), "message_id");
    Integer upTo = message.isEmpty() ? null : Fields.sequence(message.getAsLong(), room);
    return send(request, room, new MarkRead(request.caller(), upTo));
  }

  private Response unread(Request request) {
    RoomId room = Fields.room(request);
    Fields.required(request.form(), "message_id");
    long message = Fields.number(request.form(), "message_id").orElseThrow();
    int from = Fields.sequence(message, room);
    return send(request, room, new MarkUnread(request.caller(), from));
  }

  private Response send(Request request, RoomId room, RoomCommand command) {
    orders.send(request, room, command);
    application.freshness().awaitOwnWrites(request.caller());
    Counts counts = Outcomes.found(application.queries().rooms().counts(request.caller(), room));
    return Response.json(out -> {
      out.writeStartObject();
      out.writeNumberField("unread_num", counts.unread());
      out.writeNumberField("mention_num", counts.mentions());
      out.writeEndObject();
    });
  }
}
