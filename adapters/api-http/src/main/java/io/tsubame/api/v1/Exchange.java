package io.tsubame.api.v1;

import io.tsubame.api.ApiError;
import io.tsubame.api.ErrorTable;
import io.tsubame.api.IdempotencyKey;
import io.tsubame.api.Parameters;
import io.tsubame.api.Request;
import io.tsubame.application.Answer;
import io.tsubame.application.Application;
import io.tsubame.application.shard.CommandId;
import io.tsubame.application.shard.Outcome;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.Actor;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.Command;
import io.tsubame.domain.MessageId;
import io.tsubame.domain.Rejection;
import io.tsubame.domain.RequestId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.TaskId;
import io.tsubame.domain.account.AccountCommand;
import io.tsubame.domain.room.RoomCommand;
import io.tsubame.domain.room.RoomRejection;
import org.jspecify.annotations.Nullable;

/// One call in progress: the request, its checked body, and the ways to answer it.
///
/// @param body without fields where the operation reads no body
/// @param key null where the client sent none
/// @param session the token of the session that the request came by, null for an API token or none
record Exchange(
    Application app,
    Request request,
    Fields body,
    @Nullable IdempotencyKey key,
    @Nullable String session) {

  /// Of somebody who need not be signed in.
  Exchange(Application app, Request request, Fields body) {
    this(app, request, body, null, null);
  }

  AccountId caller() {
    return request.caller();
  }

  RoomId room() {
    return new RoomId(number("room_id", new RoomRejection.RoomNotFound()));
  }

  TaskId task() {
    return new TaskId(number("task_id", new RoomRejection.TaskNotFound()));
  }

  /// A message of the room in the path.
  MessageId messageOf(RoomId room) {
    MessageId message = message();
    if (!message.room().equals(room)) {
      throw refusal(new RoomRejection.MessageNotFound());
    }
    return message;
  }

  MessageId message() {
    try {
      long value = Long.parseLong(request.variable("message_id"));
      if (MessageId.isValid(value)) {
        return new MessageId(value);
      }
    } catch (NumberFormatException _) {
      // told below, like any number that is no message's
    }
    throw refusal(new RoomRejection.MessageNotFound());
  }

  AccountId account(Rejection otherwise) {
    return new AccountId(number("account_id", otherwise));
  }

  RequestId contactRequest(Rejection otherwise) {
    return new RequestId(number("request_id", otherwise));
  }

  /// A positive number in the path.
  int number(String variable, Rejection otherwise) {
    try {
      int number = Integer.parseInt(request.variable(variable));
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException _) {
      // told below, like any number that is nobody's
    }
    throw refusal(otherwise);
  }

  /// The value of a query parameter, null where absent.
  @Nullable String query(String name) {
    return query().value(name);
  }

  Parameters query() {
    return request.query();
  }

  /// @throws io.tsubame.api.Refusal where it is no number between the bounds
  int wholeQuery(String name, Schema.Whole bounds, int otherwise) {
    String text = query(name);
    return text == null ? otherwise : (int) longQuery(name, text, bounds);
  }

  static long longQuery(String name, String text, Schema.Whole bounds) {
    try {
      long value = Long.parseLong(text);
      if (bounds.minimum() <= value && value <= bounds.maximum()) {
        return value;
      }
    } catch (NumberFormatException _) {
      // told below
    }
    throw ApiError.invalid(
            name, "must be an integer between " + bounds.minimum() + " and " + bounds.maximum())
        .refusal();
  }

  /// The id of the only command of the call.
  @Nullable CommandId commandId() {
    return key == null ? null : key.commandId();
  }

  /// The id of one of several commands of the call.
  @Nullable CommandId commandId(String step) {
    return key == null ? null : key.commandId(step);
  }

  Outcome.Accepted toRoom(RoomId room, RoomCommand command) {
    return send(new AggregateId.Room(room), command, commandId());
  }

  Outcome.Accepted toRoom(RoomId room, RoomCommand command, String step) {
    return send(new AggregateId.Room(room), command, commandId(step));
  }

  /// To a room, whatever it answers.
  Outcome offer(RoomId room, RoomCommand command) {
    return app.commands()
        .send(new AggregateId.Room(room), command, Actor.of(caller()), commandId());
  }

  /// To the caller's own account.
  Outcome.Accepted toSelf(AccountCommand command, String step) {
    return send(new AggregateId.Account(caller()), command, commandId(step));
  }

  Outcome.Accepted send(AggregateId to, Command command, @Nullable CommandId id) {
    return accepted(app.commands().send(to, command, Actor.of(caller()), id));
  }

  /// @throws io.tsubame.api.Refusal for a rejection
  Outcome.Accepted accepted(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Accepted accepted -> accepted;
      case Outcome.Rejected(Rejection reason) -> throw refusal(reason);
    };
  }

  /// @throws io.tsubame.api.Refusal where the caller does not get it
  <T> T found(Answer<T> answer) {
    return switch (answer) {
      case Answer.Found<T>(T value) -> value;
      case Answer.Refused<T>(Rejection reason) -> throw refusal(reason);
    };
  }

  /// Lets the queries that follow see the commands before.
  void refresh() {
    app.freshness().awaitOwnWrites(caller());
  }

  static RuntimeException refusal(Rejection reason) {
    return ErrorTable.of(reason).refusal();
  }
}
