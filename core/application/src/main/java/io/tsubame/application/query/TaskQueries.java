package io.tsubame.application.query;

import io.tsubame.application.Answer;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.TaskId;
import io.tsubame.domain.room.TaskStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Questions about tasks, to members of their rooms only. Lists begin with the newest task.
public interface TaskQueries {
  /// Tasks of one room.
  ///
  /// @param after continue behind this task; null for the first page
  Answer<List<TaskView>> inRoom(
      AccountId reader, RoomId room, Filter filter, @Nullable TaskId after, int limit);

  /// Tasks over all rooms that are assigned to the reader.
  List<TaskView> assignedTo(AccountId reader, Filter filter, @Nullable TaskId after, int limit);

  /// Tasks over all rooms that the reader assigned.
  List<TaskView> assignedBy(AccountId reader, Filter filter, @Nullable TaskId after, int limit);

  Answer<TaskView> task(AccountId reader, RoomId room, TaskId task);

  /// Null leaves a property open.
  record Filter(TaskStatus status, @Nullable AccountId assignee, @Nullable AccountId assignedBy) {
    public static final Filter OPEN = new Filter(TaskStatus.OPEN, null, null);
  }
}
