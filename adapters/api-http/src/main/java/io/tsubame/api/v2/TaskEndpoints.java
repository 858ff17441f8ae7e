package io.tsubame.api.v2;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tsubame.api.ApiError;
import io.tsubame.api.Endpoint;
import io.tsubame.api.Outcomes;
import io.tsubame.api.Parameters;
import io.tsubame.api.Request;
import io.tsubame.api.Response;
import io.tsubame.application.Application;
import io.tsubame.application.query.TaskQueries.Filter;
import io.tsubame.application.query.TaskView;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.MessageId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.TaskId;
import io.tsubame.domain.room.Deadline;
import io.tsubame.domain.room.RoomCommand.AddTasks;
import io.tsubame.domain.room.RoomCommand.ChangeTaskStatus;
import io.tsubame.domain.room.RoomEvent.TaskAdded;
import io.tsubame.domain.room.TaskStatus;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// `/rooms/{room_id}/tasks`.
final class TaskEndpoints {
  private static final String LIST = "/rooms/{room_id}/tasks";
  private static final String ONE = LIST + "/{task_id}";

  private final Application application;
  private final RoomOrders orders;
  private final Readers readers;
  private final PostLimit postLimit;

  TaskEndpoints(Application application, PostLimit postLimit) {
    this.application = application;
    this.orders = new RoomOrders(application);
    this.readers = new Readers(application);
    this.postLimit = postLimit;
  }

  List<Endpoint> endpoints() {
    return List.of(
        Endpoint.page(LIST, readers.fresh(this::tasks)),
        Endpoint.post(LIST, this::add),
        Endpoint.get(ONE, readers.fresh(this::task)),
        Endpoint.put(ONE + "/status", this::changeStatus));
  }

  private Response tasks(Request request) {
    RoomId room = Fields.room(request);
    Parameters query = request.query();
    Filter filter =
        new Filter(
            Fields.status("status", query.value("status"), TaskStatus.OPEN),
            Fields.account(query, "account_id"),
            Fields.account(query, "assigned_by_account_id"));
    List<TaskView> tasks =
        Outcomes.found(
            application
                .queries()
                .tasks()
                .inRoom(request.caller(), room, filter, null, Readers.PAGE));
    if (tasks.isEmpty()) {
      return Response.NO_CONTENT;
    }
    People people = people(request, tasks);
    return Response.json(out -> {
      out.writeStartArray();
      for (TaskView task : tasks) {
        write(out, task, people);
      }
      out.writeEndArray();
    });
  }

  private Response task(Request request) {
    TaskView task =
        Outcomes.found(
            application
                .queries()
                .tasks()
                .task(request.caller(), Fields.room(request), Fields.task(request)));
    People people = people(request, List.of(task));
    return Response.json(out -> write(out, task, people));
  }

  private People people(Request request, List<TaskView> tasks) {
    List<AccountId> accounts =
        tasks.stream().flatMap(task -> Stream.of(task.assignee(), task.assignedBy())).toList();
    return readers.people(accounts, request);
  }

  private static void write(JsonGenerator out, TaskView task, People people) throws IOException {
    out.writeStartObject();
    out.writeNumberField("task_id", task.id().value());
    people.writeAccount(out, "account", task.assignee());
    people.writeAccount(out, "assigned_by_account", task.assignedBy());
    writeContent(out, task);
    out.writeEndObject();
  }

  /// The fields that follow the people's, into an object that is open.
  static void writeContent(JsonGenerator out, TaskView task) throws IOException {
    out.writeStringField(
        "message_id", MessageId.of(task.room(), task.messageSequence()).toString());
    out.writeStringField("body", task.body());
    out.writeNumberField("limit_time", limitTime(task.deadline()));
    out.writeStringField("status", task.status().name().toLowerCase(Locale.ROOT));
    out.writeStringField("limit_type", limitType(task.deadline()));
  }

  private static long limitTime(Deadline deadline) {
    return switch (deadline) {
      case Deadline.None() -> 0;
      case Deadline.Day(Instant at) -> at.getEpochSecond();
      case Deadline.Time(Instant at) -> at.getEpochSecond();
    };
  }

  private static String limitType(Deadline deadline) {
    return switch (deadline) {
      case Deadline.None() -> "none";
      case Deadline.Day _ -> "date";
      case Deadline.Time _ -> "time";
    };
  }

  private Response add(Request request) {
    RoomId room = Fields.room(request);
    Parameters form = request.form();
    String body = Fields.required(form, "body");
    List<AccountId> assignees = Fields.requiredAccounts(form, "to_ids");
    AddTasks command = new AddTasks(body, assignees, deadline(form));
    postLimit.take(request.caller(), room);
    List<TaskAdded> added =
        Outcomes.events(
            orders.send(request, room, command), new AggregateId.Room(room), TaskAdded.class);
    return Response.json(out -> {
      out.writeStartObject();
      out.writeArrayFieldStart("task_ids");
      for (TaskAdded task : added) {
        out.writeNumber(task.task().value());
      }
      out.writeEndArray();
      out.writeEndObject();
    });
  }

  /// A type without a time is no deadline.
  private static Deadline deadline(Parameters form) {
    long limit = Fields.number(form, "limit").orElse(0);
    String type = Fields.text(form, "limit_type");
    return switch (type) {
      case "none" -> Deadline.NONE;
      case "date" -> limit == 0 ? Deadline.NONE : new Deadline.Day(instant(limit));
      case "time", "" -> limit == 0 ? Deadline.NONE : new Deadline.Time(instant(limit));
      default -> throw ApiError.invalid("limit_type", "must be none, date or time").refusal();
    };
  }

  /// Seconds; what would be beyond the year 2038 was meant as milliseconds.
  private static Instant instant(long limit) {
    long seconds = limit > Integer.MAX_VALUE ? limit / 1_000 : limit;
    if (seconds > Integer.MAX_VALUE) {
      throw ApiError.invalid("limit", "is too late").refusal();
    }
    return Instant.ofEpochSecond(seconds);
  }

  private Response changeStatus(Request request) {
    RoomId room = Fields.room(request);
    TaskId task = Fields.task(request);
    String wished = Fields.required(request.form(), "body");
    TaskStatus status = Fields.status("body", wished, TaskStatus.OPEN);
    orders.send(request, room, new ChangeTaskStatus(task, status));
    return Response.json(out -> {
      out.writeStartObject();
      out.writeNumberField("task_id", task.value());
      out.writeEndObject();
    });
  }
}
