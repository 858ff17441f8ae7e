package io.tsubame.api.v1;

import static io.tsubame.api.v1.Schema.ID;
import static io.tsubame.api.v1.Schema.list;
import static io.tsubame.api.v1.Schema.object;
import static io.tsubame.api.v1.Schema.optional;
import static io.tsubame.api.v1.Schema.orNull;
import static io.tsubame.api.v1.Schema.required;

import io.tsubame.api.ApiError;
import io.tsubame.api.Response;
import io.tsubame.application.Application;
import io.tsubame.application.query.TaskQueries.Filter;
import io.tsubame.application.query.TaskView;
import io.tsubame.application.shard.Outcome;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.TaskId;
import io.tsubame.domain.room.RoomCommand.AddTasks;
import io.tsubame.domain.room.RoomCommand.ChangeTaskStatus;
import io.tsubame.domain.room.RoomCommand.DeleteTask;
import io.tsubame.domain.room.RoomCommand.EditTask;
import io.tsubame.domain.room.RoomEvent.TaskAdded;
import io.tsubame.domain.room.TaskStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `/v1/rooms/{room_id}/tasks` and `/v1/tasks`.
final class TasksResource {
  private static final int USUAL_PAGE = 100;
  private static final Schema STATUS = Words.choice(TaskStatus.class);
  private static final Schema TASKS = object(required("tasks", list(TaskShape.SCHEMA)));

  private final Application app;
  private final Schema.Whole page;

  /// @param most entries of a page
  TasksResource(Application app, int most) {
    this.app = app;
    this.page = new Schema.Whole(1, most);
  }

  List<Operation> operations() {
    Schema body = Schema.text(1, app.limits().messageLength());
    Schema.Fields task = TaskShape.SCHEMA;
    return List.of(
        Operation.get(
                "/rooms/{room_id}/tasks", "Tasks of a room, newest first", TASKS, this::inRoom)
            .asking("status", STATUS)
            .asking("assignee", ID)
            .asking("assigned_by", ID)
            .asking("after", ID)
            .asking("limit", page),
        Operation.post("/rooms/{room_id}/tasks", "Add a task for each assignee", this::add)
            .reading(
                required("body", body),
                required("assignee_ids", Schema.ids(app.limits().assigneesPerTask())),
                optional("deadline", orNull(TaskShape.DEADLINE)))
            .answering(TASKS),
        Operation.get("/rooms/{room_id}/tasks/{task_id}", "One task", task, this::task),
        Operation.patch("/rooms/{room_id}/tasks/{task_id}", "Change it", this::change)
            .reading(
                optional("body", body),
                optional("assignee_id", ID),
                optional("deadline", TaskShape.DEADLINE),
                optional("status", STATUS))
            .answering(task),
        Operation.delete("/rooms/{room_id}/tasks/{task_id}", "Delete it", this::delete),
        Operation.get("/tasks", "The caller's tasks over all rooms, newest first", TASKS, this::own)
            .asking("role", Schema.choice("assignee", "assigner"))
            .asking("status", STATUS)
            .asking("after", ID)
            .asking("limit", page));
  }

  private Response inRoom(Exchange exchange) {
    Filter filter =
        new Filter(
            status(exchange), account(exchange, "assignee"), account(exchange, "assigned_by"));
    List<TaskView> tasks =
        exchange.found(
            app.queries()
                .tasks()
                .inRoom(
                    exchange.caller(), exchange.room(), filter, after(exchange), limit(exchange)));
    return Answers.list("tasks", tasks, TaskShape::write);
  }

  private Response own(Exchange exchange) {
    Filter filter = new Filter(status(exchange), null, null);
    String role = exchange.query("role");
    AccountId caller = exchange.caller();
    TaskId after = after(exchange);
    int limit = limit(exchange);
    List<TaskView> tasks =
        switch (role == null ? "assignee" : role) {
          case "assignee" -> app.queries().tasks().assignedTo(caller, filter, after, limit);
          case "assigner" -> app.queries().tasks().assignedBy(caller, filter, after, limit);
          default -> throw ApiError.invalid("role", "must be one of assignee, assigner").refusal();
        };
    return Answers.list("tasks", tasks, TaskShape::write);
  }

  private Response add(Exchange exchange) {
    RoomId room = exchange.room();
    Fields body = exchange.body();
    AddTasks command =
        new AddTasks(
            body.text("body"),
            body.accounts("assignee_ids"),
            TaskShape.deadline(body.optionalObject("deadline")));
    Outcome.Accepted accepted = exchange.toRoom(room, command);
    List<TaskView> tasks =
        accepted.commit().events().stream()
            .filter(TaskAdded.class::isInstance)
            .map(event -> TaskShape.added(room, (TaskAdded) event))
            .toList();
    return Answers.list("tasks", tasks, TaskShape::write);
  }

  private Response task(Exchange exchange) {
    return answer(exchange, exchange.room(), exchange.task());
  }

  private Response change(Exchange exchange) {
    RoomId room = exchange.room();
    TaskId task = exchange.task();
    Fields body = exchange.body();
    if (body.has("body") || body.has("assignee_id") || body.has("deadline")) {
      EditTask edit =
          new EditTask(
              task,
              body.has("assignee_id") ? body.accountId("assignee_id") : null,
              body.optionalText("body"),
              body.has("deadline") ? TaskShape.deadline(body.optionalObject("deadline")) : null);
      exchange.toRoom(room, edit, "edit");
    }
    if (body.has("status")) {
      TaskStatus status = body.word("status", TaskStatus.class);
      exchange.toRoom(room, new ChangeTaskStatus(task, status), "status");
    }
    exchange.refresh();
    return answer(exchange, room, task);
  }

  private Response delete(Exchange exchange) {
    exchange.toRoom(exchange.room(), new DeleteTask(exchange.task()));
    return Response.NO_CONTENT;
  }

  private Response answer(Exchange exchange, RoomId room, TaskId task) {
    return Answers.of(
        exchange.found(app.queries().tasks().task(exchange.caller(), room, task)),
        TaskShape::write);
  }

  private static TaskStatus status(Exchange exchange) {
    String word = exchange.query("status");
    return switch (word == null ? "open" : word) {
      case "open" -> TaskStatus.OPEN;
      case "done" -> TaskStatus.DONE;
      default -> throw ApiError.invalid("status", "must be one of open, done").refusal();
    };
  }

  private static @Nullable AccountId account(Exchange exchange, String name) {
    int id = exchange.wholeQuery(name, (Schema.Whole) ID, 0);
    return id == 0 ? null : new AccountId(id);
  }

  private static @Nullable TaskId after(Exchange exchange) {
    int id = exchange.wholeQuery("after", (Schema.Whole) ID, 0);
    return id == 0 ? null : new TaskId(id);
  }

  private int limit(Exchange exchange) {
    return exchange.wholeQuery("limit", page, USUAL_PAGE);
  }
}
