package io.tsubame.api.v2;

import io.tsubame.api.IdempotencyKey;
import io.tsubame.api.Outcomes;
import io.tsubame.api.Request;
import io.tsubame.application.Application;
import io.tsubame.application.shard.Outcome;
import io.tsubame.domain.Actor;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.room.RoomCommand;

/// Gives orders to rooms, by whom a request is.
record RoomOrders(Application application) {
  /// @throws io.tsubame.api.Refusal where it is rejected
  Outcome.Accepted send(Request request, RoomId room, RoomCommand command) {
    return Outcomes.accepted(
        application
            .commands()
            .send(
                new AggregateId.Room(room),
                command,
                Actor.of(request.caller()),
                IdempotencyKey.commandId(request)));
  }
}
