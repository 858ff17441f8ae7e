package io.tsubame.domain.room;

import io.tsubame.domain.AccountId;
import io.tsubame.domain.Actor;
import io.tsubame.domain.Context;
import io.tsubame.domain.Decision;
import io.tsubame.domain.Limits;
import io.tsubame.domain.TaskId;
import io.tsubame.domain.room.RoomCommand.AddTasks;
import io.tsubame.domain.room.RoomCommand.ChangeTaskStatus;
import io.tsubame.domain.room.RoomCommand.DeleteTask;
import io.tsubame.domain.room.RoomCommand.EditTask;
import io.tsubame.domain.room.RoomEvent.TaskAdded;
import io.tsubame.domain.room.RoomEvent.TaskDeleted;
import io.tsubame.domain.room.RoomEvent.TaskEdited;
import io.tsubame.domain.room.RoomEvent.TaskStatusChanged;
import io.tsubame.domain.room.RoomRejection.NotAMember;
import io.tsubame.domain.room.RoomRejection.NotPermitted;
import io.tsubame.domain.room.RoomRejection.OutOfBounds;
import io.tsubame.domain.room.RoomRejection.TaskNotFound;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Tasks: one for each assignee, told to the room by a system message.
final class TaskRules {
  private final Limits limits;

  TaskRules(Limits limits) {
    this.limits = limits;
  }

  Decision<RoomEvent> add(Room room, AddTasks command, Context context) {
    AccountId assigner = Acting.account(context);
    if (assigner == null) {
      return Decision.reject(new NotPermitted(RoomOperation.ADD_TASK));
    }
    List<AccountId> assignees = command.assignees().stream().distinct().toList();
    RoomRejection refusal =
        Bounds.first(
            bodyRefusal(command.body()),
            Bounds.ofCount("to_ids", assignees.size(), 1, limits.assigneesPerTask()),
            Bounds.ofText("body", command.body(), 1, textFor(assignees.size())),
            deadlineRefusal(command.deadline()),
            unlessMembers(room, assignees),
            Bounds.ofIds("tasks", context.ids(), assignees.size()));
    if (refusal != null) {
      return Decision.reject(refusal);
    }
    String notice = Notices.taskAdded(assignees, command.body(), command.deadline());
    List<RoomEvent> events = new ArrayList<>(assignees.size() + 1);
    events.add(Notices.by(assigner, room, context, notice));
    for (int i = 0; i < assignees.size(); i++) {
      events.add(
          new TaskAdded(
              new TaskId(context.ids().at(i)),
              assignees.get(i),
              assigner,
              command.body(),
              command.deadline(),
              room.lastSequence() + 1,
              context.now()));
    }
    return Decision.accept(events);
  }

  /// How long a text may be that each of so many tasks keeps.
  private int textFor(int tasks) {
    return limits.taskTextLength() / Math.max(1, tasks);
  }

  Decision<RoomEvent> edit(Room room, EditTask command, Context context) {
    return changing(room, command.task(), context, task -> edit(room, task, command, context));
  }

  Decision<RoomEvent> changeStatus(Room room, ChangeTaskStatus command, Context context) {
    return changing(
        room, command.task(), context, task -> changeStatus(room, task, command, context));
  }

  Decision<RoomEvent> delete(Room room, DeleteTask command, Context context) {
    return changing(
        room,
        command.task(),
        context,
        task ->
            told(
                room,
                context,
                Notices.taskDeleted(task),
                List.of(new TaskDeleted(command.task()))));
  }

  /// Finds the task, and refuses who is neither its assignee nor its assigner nor administrator.
  private static Decision<RoomEvent> changing(
      Room room, TaskId id, Context context, Function<TaskState, Decision<RoomEvent>> change) {
    TaskState task = room.loaded().tasks().get(id.value());
    if (task == null || task.deleted() || room.isGone(id.value(), task.assignee())) {
      return Decision.reject(new TaskNotFound());
    }
    boolean permitted =
        switch (context.actor()) {
          case Actor.Server() -> true;
          case Actor.Person(var account) ->
              account.equals(task.assignee())
                  || account.equals(task.assignedBy())
                  || room.roleOf(account) == Role.ADMIN;
        };
    return permitted
        ? change.apply(task)
        : Decision.reject(new NotPermitted(RoomOperation.CHANGE_TASK));
  }

  private Decision<RoomEvent> edit(Room room, TaskState old, EditTask command, Context context) {
    TaskState task = withChanges(old, command);
    RoomRejection refusal =
        Bounds.first(
            bodyRefusal(task.body()),
            deadlineRefusal(task.deadline()),
            unlessMembers(room, List.of(task.assignee())),
            Bounds.ofIds("tasks", context.ids(), 1));
    if (refusal != null) {
      return Decision.reject(refusal);
    }
    if (task.equals(old)) {
      return Decision.accept();
    }
    return told(
        room, context, Notices.taskEdited(task), editEvents(room, command.task(), task, context));
  }

  /// A task that goes to somebody who was in the room before would count as one of those that went
  /// with them, so it becomes a new task.
  private static List<RoomEvent> editEvents(Room room, TaskId id, TaskState task, Context context) {
    if (!room.isGone(id.value(), task.assignee())) {
      return List.of(
          new TaskEdited(id, task.assignee(), task.body(), task.deadline(), context.now()));
    }
    TaskId fresh = new TaskId(context.ids().at(0));
    TaskAdded again =
        new TaskAdded(
            fresh,
            task.assignee(),
            task.assignedBy(),
            task.body(),
            task.deadline(),
            room.lastSequence() + 1,
            context.now());
    TaskStatusChanged status =
        new TaskStatusChanged(fresh, task.status(), task.assignedBy(), context.now());
    return task.status() == TaskStatus.OPEN
        ? List.of(new TaskDeleted(id), again)
        : List.of(new TaskDeleted(id), again, status);
  }

  private static Decision<RoomEvent> changeStatus(
      Room room, TaskState old, ChangeTaskStatus command, Context context) {
    if (old.status() == command.status()) {
      return Decision.accept();
    }
    TaskState task =
        new TaskState(
            old.assignee(),
            old.assignedBy(),
            old.body(),
            old.deadline(),
            command.status(),
            old.messageSequence(),
            old.deleted());
    AccountId by = Acting.account(context);
    TaskStatusChanged changed =
        new TaskStatusChanged(
            command.task(), command.status(), by == null ? old.assignedBy() : by, context.now());
    return told(room, context, Notices.taskStatusChanged(task), List.of(changed));
  }

  private static TaskState withChanges(TaskState old, EditTask command) {
    return new TaskState(
        command.assignee() == null ? old.assignee() : command.assignee(),
        old.assignedBy(),
        command.body() == null ? old.body() : command.body(),
        command.deadline() == null ? old.deadline() : command.deadline(),
        old.status(),
        old.messageSequence(),
        old.deleted());
  }

  private static Decision<RoomEvent> told(
      Room room, Context context, String notice, List<RoomEvent> changes) {
    List<RoomEvent> events = new ArrayList<>(Notices.post(room, context, notice));
    events.addAll(changes);
    return Decision.accept(events);
  }

  private @Nullable RoomRejection bodyRefusal(String body) {
    return Bounds.ofText("body", body, 1, limits.messageLength());
  }

  /// Existing clients read Unix seconds as 32-bit integers.
  private static @Nullable RoomRejection deadlineRefusal(Deadline deadline) {
    return switch (deadline) {
      case Deadline.None() -> null;
      case Deadline.Day(var at) -> timeRefusal(at);
      case Deadline.Time(var at) -> timeRefusal(at);
    };
  }

  private static @Nullable RoomRejection timeRefusal(Instant at) {
    long seconds = at.getEpochSecond();
    return seconds >= 1 && seconds <= Integer.MAX_VALUE
        ? null
        : new OutOfBounds("limit", 1, Integer.MAX_VALUE);
  }

  private static @Nullable RoomRejection unlessMembers(Room room, List<AccountId> accounts) {
    for (AccountId account : accounts) {
      if (room.roleOf(account) == null) {
        return new NotAMember(account);
      }
    }
    return null;
  }
}
