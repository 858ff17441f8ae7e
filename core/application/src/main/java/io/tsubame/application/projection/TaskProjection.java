package io.tsubame.application.projection;

import io.tsubame.application.view.BareNumber;
import io.tsubame.application.view.Keys;
import io.tsubame.application.view.Keys.TaskList;
import io.tsubame.application.view.MarkerRow;
import io.tsubame.application.view.Pages;
import io.tsubame.application.view.RoomHead;
import io.tsubame.application.view.Table;
import io.tsubame.application.view.TaskRow;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.TaskId;
import io.tsubame.domain.room.RoomEvent.TaskAdded;
import io.tsubame.domain.room.RoomEvent.TaskDeleted;
import io.tsubame.domain.room.RoomEvent.TaskEdited;
import io.tsubame.domain.room.RoomEvent.TaskStatusChanged;
import io.tsubame.domain.room.TaskStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Tasks, the lists that they are in, and how many open ones each member has.
final class TaskProjection {
  private record Place(Table table, byte[] key) {}

  void add(TaskAdded event, RoomRows rows) {
    TaskRow row =
        new TaskRow(
            rows.room(),
            event.assignee(),
            event.assignedBy(),
            event.body(),
            event.deadline(),
            TaskStatus.OPEN,
            event.messageSequence(),
            event.at(),
            null);
    RoomHead head = rows.head();
    rows.put(head.withTasks(Math.max(head.lastPart(), event.task().value()), head.tasks() + 1));
    write(event.task(), row, rows);
  }

  void edit(TaskEdited event, RoomRows rows) {
    TaskRow old = row(event.task(), rows);
    if (old != null) {
      erase(event.task(), old, rows);
      write(event.task(), old.edited(event.assignee(), event.body(), event.deadline()), rows);
    }
  }

  void changeStatus(TaskStatusChanged event, RoomRows rows) {
    TaskRow old = row(event.task(), rows);
    if (old != null) {
      erase(event.task(), old, rows);
      write(event.task(), old.withStatus(event.status(), event.at()), rows);
    }
  }

  void delete(TaskDeleted event, RoomRows rows) {
    remove(event.task(), rows);
  }

  /// Removes what is assigned to an account that leaves, open or done.
  void removeAllOf(AccountId assignee, RoomRows rows) {
    for (TaskStatus status : TaskStatus.values()) {
      byte[] list = Keys.roomTasks(rows.room(), status, TaskList.ASSIGNED_TO, assignee);
      removeList(list, rows);
    }
  }

  void removeAll(RoomRows rows) {
    for (TaskStatus status : TaskStatus.values()) {
      removeList(Keys.roomTasks(rows.room(), status, TaskList.ALL, null), rows);
    }
  }

  private static void removeList(byte[] list, RoomRows rows) {
    Pages.forEach(
        rows.writer(),
        Table.ROOM_TASKS,
        list,
        entry -> remove(new TaskId(Keys.intAt(entry.key(), list.length)), rows));
  }

  private static void remove(TaskId task, RoomRows rows) {
    TaskRow old = row(task, rows);
    if (old != null) {
      erase(task, old, rows);
      RoomHead head = rows.head();
      rows.put(head.withTasks(head.lastPart(), head.tasks() - 1));
    }
  }

  private static @Nullable TaskRow row(TaskId task, RoomRows rows) {
    byte[] row = rows.writer().get(Table.TASKS, Keys.task(task));
    return row == null ? null : TaskRow.decode(row);
  }

  private static void write(TaskId task, TaskRow row, RoomRows rows) {
    rows.writer().put(Table.TASKS, Keys.task(task), row.encode());
    for (Place place : places(rows.room(), task, row)) {
      rows.writer().put(place.table(), place.key(), BareNumber.nothing());
    }
    countOpen(row, 1, rows);
  }

  private static void erase(TaskId task, TaskRow row, RoomRows rows) {
    rows.writer().delete(Table.TASKS, Keys.task(task));
    for (Place place : places(rows.room(), task, row)) {
      rows.writer().delete(place.table(), place.key());
    }
    countOpen(row, -1, rows);
  }

  private static void countOpen(TaskRow row, int difference, RoomRows rows) {
    if (row.status() == TaskStatus.OPEN) {
      MarkerRow marker = rows.marker(row.assignee());
      rows.put(row.assignee(), marker.withOpenTasks(marker.openTasks() + difference));
    }
  }

  private static List<Place> places(RoomId room, TaskId task, TaskRow row) {
    TaskStatus status = row.status();
    AccountId to = row.assignee();
    AccountId by = row.assignedBy();
    return List.of(
        new Place(Table.ROOM_TASKS, Keys.roomTask(room, status, TaskList.ALL, null, task)),
        new Place(Table.ROOM_TASKS, Keys.roomTask(room, status, TaskList.ASSIGNED_TO, to, task)),
        new Place(Table.ROOM_TASKS, Keys.roomTask(room, status, TaskList.ASSIGNED_BY, by, task)),
        new Place(
            Table.ACCOUNT_TASKS,
            Keys.accountTask(to, status, TaskList.ASSIGNED_TO, row.addedAt(), task)),
        new Place(
            Table.ACCOUNT_TASKS,
            Keys.accountTask(by, status, TaskList.ASSIGNED_BY, row.addedAt(), task)));
  }
}
