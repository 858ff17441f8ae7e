package io.tsubame.application.query;

import io.tsubame.application.Answer;
import io.tsubame.application.view.Keys;
import io.tsubame.application.view.Keys.TaskList;
import io.tsubame.application.view.Table;
import io.tsubame.application.view.TaskRow;
import io.tsubame.application.view.ViewStore;
import io.tsubame.application.view.ViewStore.Entry;
import io.tsubame.application.view.ViewStore.Order;
import io.tsubame.application.view.ViewStore.Range;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.TaskId;
import io.tsubame.domain.room.RoomOperation;
import io.tsubame.domain.room.RoomRejection.TaskNotFound;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Tasks from the views. Each list is a scan of its own entries; a list by assignee and assigning
/// account goes through the assignee's.
final class ViewTaskQueries implements TaskQueries {
  private final ViewStore store;
  private final RoomGate gate;

  ViewTaskQueries(ViewStore store, RoomGate gate) {
    this.store = store;
    this.gate = gate;
  }

  @Override
  public Answer<List<TaskView>> inRoom(
      AccountId reader, RoomId room, Filter filter, @Nullable TaskId after, int limit) {
    return gate.open(reader, room, RoomOperation.READ)
        .map(open -> {
          Found found = new Found(limit);
          int before = after == null ? Integer.MAX_VALUE : after.value();
          while (!found.isFull()) {
            List<TaskId> page = page(open, filter, before);
            collect(page, filter, tasks -> inRoom(room, tasks), found);
            if (page.size() < QueryLimits.BATCH) {
              break;
            }
            before = page.getLast().value();
          }
          return List.copyOf(found.tasks);
        });
  }

  private static List<TaskId> page(OpenRoom open, Filter filter, int before) {
    if (filter.assignee() != null) {
      return open.tasks(
          filter.status(), TaskList.ASSIGNED_TO, filter.assignee(), before, QueryLimits.BATCH);
    }
    if (filter.assignedBy() != null) {
      return open.tasks(
          filter.status(), TaskList.ASSIGNED_BY, filter.assignedBy(), before, QueryLimits.BATCH);
    }
    return open.tasks(filter.status(), TaskList.ALL, null, before, QueryLimits.BATCH);
  }

  private static List<TaskView> inRoom(RoomId room, List<TaskView> tasks) {
    return tasks.stream().filter(task -> task.room().equals(room)).toList();
  }

  /// A page that is being filled: by number, or by the length of the texts.
  private static final class Found {
    private final int wanted;
    private final List<TaskView> tasks = new ArrayList<>();
    private long bytes;

    Found(int limit) {
      wanted = QueryLimits.page(limit);
    }

    boolean isFull() {
      return tasks.size() >= wanted || bytes >= QueryLimits.PAGE_BYTES;
    }

    void add(TaskView task) {
      tasks.add(task);
      bytes += task.body().length();
    }
  }

  /// Reads a few tasks at a time, because a page may be full with few.
  private void collect(
      List<TaskId> ids, Filter filter, UnaryOperator<List<TaskView>> readable, Found found) {
    for (List<TaskId> step : Batches.steps(ids)) {
      for (TaskView task : readable.apply(matching(step, filter))) {
        if (found.isFull()) {
          return;
        }
        found.add(task);
      }
    }
  }

  @Override
  public List<TaskView> assignedTo(
      AccountId reader, Filter filter, @Nullable TaskId after, int limit) {
    return ofReader(reader, TaskList.ASSIGNED_TO, filter, after, limit);
  }

  @Override
  public List<TaskView> assignedBy(
      AccountId reader, Filter filter, @Nullable TaskId after, int limit) {
    return ofReader(reader, TaskList.ASSIGNED_BY, filter, after, limit);
  }

  private List<TaskView> ofReader(
      AccountId reader, TaskList list, Filter filter, @Nullable TaskId after, int limit) {
    byte[] prefix = Keys.accountTasks(reader, filter.status(), list);
    Range range = Keys.startingWith(prefix, Order.DESCENDING);
    if (after != null) {
      TaskRow last = row(after);
      if (last == null) {
        return List.of();
      }
      byte[] end = Keys.accountTask(reader, filter.status(), list, last.addedAt(), after);
      range = new Range(prefix, end, Order.DESCENDING);
    }
    Found found = new Found(limit);
    while (!found.isFull()) {
      List<Entry> page = store.scan(Table.ACCOUNT_TASKS, range, QueryLimits.BATCH);
      List<TaskId> tasks =
          page.stream()
              .map(entry -> new TaskId(Keys.intAt(entry.key(), prefix.length + Long.BYTES)))
              .toList();
      collect(tasks, filter, matching -> readable(reader, matching), found);
      if (page.size() < QueryLimits.BATCH) {
        break;
      }
      range = new Range(prefix, page.getLast().key(), Order.DESCENDING);
    }
    return List.copyOf(found.tasks);
  }

  /// Who left a room sees none of its tasks, also of those that they assigned.
  private List<TaskView> readable(AccountId reader, List<TaskView> tasks) {
    Set<RoomId> open = new HashSet<>();
    gate.openAll(reader, tasks.stream().map(TaskView::room).distinct().toList())
        .forEach(room -> open.add(room.id()));
    return tasks.stream().filter(task -> open.contains(task.room())).toList();
  }

  @Override
  public Answer<TaskView> task(AccountId reader, RoomId room, TaskId task) {
    return switch (gate.open(reader, room, RoomOperation.READ)) {
      case Answer.Refused<OpenRoom>(var reason) -> Answer.refuse(reason);
      case Answer.Found<OpenRoom>(var open) -> {
        TaskRow row = open.task(task);
        yield row == null ? Answer.refuse(new TaskNotFound()) : Answer.of(view(task, row));
      }
    };
  }

  private @Nullable TaskRow row(TaskId task) {
    byte[] row = store.get(Table.TASKS, Keys.task(task));
    return row == null ? null : TaskRow.decode(row);
  }

  /// A task may have moved from the list since it was scanned, so the row decides.
  private List<TaskView> matching(List<TaskId> tasks, Filter filter) {
    List<@Nullable TaskRow> rows =
        Batches.get(store, Table.TASKS, tasks, Keys::task, TaskRow::decode);
    Map<TaskId, TaskView> found = new LinkedHashMap<>();
    for (int i = 0; i < tasks.size(); i++) {
      TaskRow row = rows.get(i);
      if (row != null && matches(row, filter)) {
        found.put(tasks.get(i), view(tasks.get(i), row));
      }
    }
    return List.copyOf(found.values());
  }

  private static boolean matches(TaskRow row, Filter filter) {
    return row.status() == filter.status()
        && (filter.assignee() == null || row.assignee().equals(filter.assignee()))
        && (filter.assignedBy() == null || row.assignedBy().equals(filter.assignedBy()));
  }

  private static TaskView view(TaskId id, TaskRow row) {
    return new TaskView(
        row.room(),
        id,
        row.assignee(),
        row.assignedBy(),
        row.body(),
        row.deadline(),
        row.status(),
        row.messageSequence(),
        row.addedAt(),
        row.doneAt());
  }
}
