package io.tsubame.protocol;

import io.tsubame.domain.AccountId;
import io.tsubame.domain.TaskId;
import io.tsubame.domain.room.RoomEvent.TaskAdded;
import io.tsubame.domain.room.RoomEvent.TaskDeleted;
import io.tsubame.domain.room.RoomEvent.TaskEdited;
import io.tsubame.domain.room.RoomEvent.TaskStatusChanged;
import io.tsubame.protocol.EventVersion.Current;
import io.tsubame.protocol.schema.RoomProto;
import java.util.List;

/// The tasks of a room.
final class TaskEvents {
  static final List<EventVersion<?>> VERSIONS =
      List.of(
          new Current<>(
              7,
              "room.task-added",
              1,
              TaskAdded.class,
              RoomProto.TaskAdded.parser(),
              TaskEvents::write,
              TaskEvents::read),
          new Current<>(
              8,
              "room.task-edited",
              1,
              TaskEdited.class,
              RoomProto.TaskEdited.parser(),
              TaskEvents::write,
              TaskEvents::read),
          new Current<>(
              9,
              "room.task-status-changed",
              1,
              TaskStatusChanged.class,
              RoomProto.TaskStatusChanged.parser(),
              TaskEvents::write,
              TaskEvents::read),
          new Current<>(
              10,
              "room.task-deleted",
              1,
              TaskDeleted.class,
              RoomProto.TaskDeleted.parser(),
              TaskEvents::write,
              TaskEvents::read));

  private TaskEvents() {}

  private static RoomProto.TaskAdded write(TaskAdded event) {
    return RoomProto.TaskAdded.newBuilder()
        .setTask(event.task().value())
        .setAssignee(event.assignee().value())
        .setAssignedBy(event.assignedBy().value())
        .setBody(event.body())
        .setDeadline(RoomValues.write(event.deadline()))
        .setMessageSequence(event.messageSequence())
        .setAtMillis(Times.millis(event.at()))
        .build();
  }

  private static TaskAdded read(RoomProto.TaskAdded message) {
    return new TaskAdded(
        new TaskId(message.getTask()),
        new AccountId(message.getAssignee()),
        new AccountId(message.getAssignedBy()),
        message.getBody(),
        RoomValues.read(message.getDeadline()),
        message.getMessageSequence(),
        Times.time(message.getAtMillis()));
  }

  private static RoomProto.TaskEdited write(TaskEdited event) {
    return RoomProto.TaskEdited.newBuilder()
        .setTask(event.task().value())
        .setAssignee(event.assignee().value())
        .setBody(event.body())
        .setDeadline(RoomValues.write(event.deadline()))
        .setAtMillis(Times.millis(event.at()))
        .build();
  }

  private static TaskEdited read(RoomProto.TaskEdited message) {
    return new TaskEdited(
        new TaskId(message.getTask()),
        new AccountId(message.getAssignee()),
        message.getBody(),
        RoomValues.read(message.getDeadline()),
        Times.time(message.getAtMillis()));
  }

  private static RoomProto.TaskStatusChanged write(TaskStatusChanged event) {
    return RoomProto.TaskStatusChanged.newBuilder()
        .setTask(event.task().value())
        .setStatus(RoomValues.TASK_STATUSES.toPublished(event.status()))
        .setBy(event.by().value())
        .setAtMillis(Times.millis(event.at()))
        .build();
  }

  private static TaskStatusChanged read(RoomProto.TaskStatusChanged message) {
    return new TaskStatusChanged(
        new TaskId(message.getTask()),
        RoomValues.TASK_STATUSES.toDomain(message.getStatus()),
        new AccountId(message.getBy()),
        Times.time(message.getAtMillis()));
  }

  private static RoomProto.TaskDeleted write(TaskDeleted event) {
    return RoomProto.TaskDeleted.newBuilder().setTask(event.task().value()).build();
  }

  private static TaskDeleted read(RoomProto.TaskDeleted message) {
    return new TaskDeleted(new TaskId(message.getTask()));
  }
}
