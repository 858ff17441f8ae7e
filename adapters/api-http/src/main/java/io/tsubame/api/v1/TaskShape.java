package io.tsubame.api.v1;

import static io.tsubame.api.v1.Schema.COUNT;
import static io.tsubame.api.v1.Schema.ID;
import static io.tsubame.api.v1.Schema.TEXT;
import static io.tsubame.api.v1.Schema.TIME;
import static io.tsubame.api.v1.Schema.object;
import static io.tsubame.api.v1.Schema.optional;
import static io.tsubame.api.v1.Schema.orNull;
import static io.tsubame.api.v1.Schema.required;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tsubame.api.ApiError;
import io.tsubame.application.query.TaskView;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.room.Deadline;
import io.tsubame.domain.room.RoomEvent.TaskAdded;
import io.tsubame.domain.room.TaskStatus;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A task on the wire.
public final class TaskShape {
  /// `at` is absent where the type is `none`.
  static final Schema.Fields DEADLINE =
      object(
          "Deadline",
          required("type", Schema.choice("none", "date", "time")),
          optional("at", TIME));

  static final Schema.Fields SCHEMA =
      object(
          "Task",
          required("task_id", ID),
          required("room_id", ID),
          required("assignee_id", ID),
          required("assigned_by_id", ID),
          required("body", TEXT),
          required("deadline", DEADLINE),
          required("status", Words.choice(TaskStatus.class)),
          required("sequence", COUNT),
          required("created_at", TIME),
          required("done_at", orNull(TIME)));

  private TaskShape() {}

  public static void write(JsonGenerator out, TaskView task) throws IOException {
    Instant doneAt = task.doneAt();
    out.writeStartObject();
    out.writeNumberField("task_id", task.id().value());
    out.writeNumberField("room_id", task.room().value());
    out.writeNumberField("assignee_id", task.assignee().value());
    out.writeNumberField("assigned_by_id", task.assignedBy().value());
    out.writeStringField("body", task.body());
    out.writeFieldName("deadline");
    writeDeadline(out, task.deadline());
    out.writeStringField("status", Words.of(task.status()));
    out.writeNumberField("sequence", task.messageSequence());
    out.writeNumberField("created_at", task.createdAt().toEpochMilli());
    if (doneAt == null) {
      out.writeNullField("done_at");
    } else {
      out.writeNumberField("done_at", doneAt.toEpochMilli());
    }
    out.writeEndObject();
  }

  public static void writeDeadline(JsonGenerator out, Deadline deadline) throws IOException {
    out.writeStartObject();
    switch (deadline) {
      case Deadline.None() -> out.writeStringField("type", "none");
      case Deadline.Day(Instant at) -> writeDeadline(out, "date", at);
      case Deadline.Time(Instant at) -> writeDeadline(out, "time", at);
    }
    out.writeEndObject();
  }

  /// The task as it is right after it was added.
  public static TaskView added(RoomId room, TaskAdded event) {
    return new TaskView(
        room,
        event.task(),
        event.assignee(),
        event.assignedBy(),
        event.body(),
        event.deadline(),
        TaskStatus.OPEN,
        event.messageSequence(),
        event.at(),
        null);
  }

  /// @param fields null for no deadline
  static Deadline deadline(@Nullable Fields fields) {
    if (fields == null || fields.text("type").equals("none")) {
      return Deadline.NONE;
    }
    if (!fields.has("at")) {
      throw ApiError.required("deadline.at").refusal();
    }
    Instant at = Instant.ofEpochMilli(fields.time("at"));
    return fields.text("type").equals("date") ? new Deadline.Day(at) : new Deadline.Time(at);
  }

  private static void writeDeadline(JsonGenerator out, String type, Instant at) throws IOException {
    out.writeStringField("type", type);
    out.writeNumberField("at", at.toEpochMilli());
  }
}
