package io.tsubame.application.view;

import io.tsubame.domain.AccountId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.room.Deadline;
import io.tsubame.domain.room.TaskStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One task that is not deleted.
///
/// @param messageSequence the message that announced it
/// @param doneAt null while open
public record TaskRow(
    RoomId room,
    AccountId assignee,
    AccountId assignedBy,
    String body,
    Deadline deadline,
    TaskStatus status,
    int messageSequence,
    Instant addedAt,
    @Nullable Instant doneAt) {
  private static final int FORMAT = 1;
  private static final List<TaskStatus> STATUSES = List.of(TaskStatus.values());

  public byte[] encode() {
    RowWriter out =
        new RowWriter(FORMAT)
            .number(room.value())
            .number(assignee.value())
            .number(assignedBy.value())
            .choice(STATUSES, status)
            .number(messageSequence)
            .time(addedAt)
            .optionalTime(doneAt);
    switch (deadline) {
      case Deadline.None() -> out.octet(0);
      case Deadline.Day(Instant at) -> out.octet(1).time(at);
      case Deadline.Time(Instant at) -> out.octet(2).time(at);
    }
    return out.lastText(body).bytes();
  }

  public static TaskRow decode(byte[] bytes) {
    RowReader in = new RowReader(Table.TASKS, bytes, FORMAT);
    RoomId room = in.value(() -> new RoomId(in.number()));
    AccountId assignee = in.account();
    AccountId assignedBy = in.account();
    TaskStatus status = in.choice(STATUSES);
    int messageSequence = in.number();
    Instant addedAt = in.time();
    Instant doneAt = in.optionalTime();
    Deadline deadline = deadline(in);
    return new TaskRow(
        room,
        assignee,
        assignedBy,
        in.lastText(),
        deadline,
        status,
        messageSequence,
        addedAt,
        doneAt);
  }

  public TaskRow edited(AccountId newAssignee, String newBody, Deadline newDeadline) {
    return new TaskRow(
        room,
        newAssignee,
        assignedBy,
        newBody,
        newDeadline,
        status,
        messageSequence,
        addedAt,
        doneAt);
  }

  public TaskRow withStatus(TaskStatus newStatus, Instant at) {
    return new TaskRow(
        room,
        assignee,
        assignedBy,
        body,
        deadline,
        newStatus,
        messageSequence,
        addedAt,
        newStatus == TaskStatus.DONE ? at : null);
  }

  private static Deadline deadline(RowReader in) {
    return switch (in.octet()) {
      case 0 -> Deadline.NONE;
      case 1 -> new Deadline.Day(in.time());
      case 2 -> new Deadline.Time(in.time());
      default -> throw in.corrupt("has an unknown kind of deadline");
    };
  }
}
