package io.tsubame.application.query;

import io.tsubame.domain.AccountId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.TaskId;
import io.tsubame.domain.room.Deadline;
import io.tsubame.domain.room.TaskStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A task as every member of its room sees it.
///
/// @param messageSequence the message that announced it
/// @param doneAt null while open
public record TaskView(
    RoomId room,
    TaskId id,
    AccountId assignee,
    AccountId assignedBy,
    String body,
    Deadline deadline,
    TaskStatus status,
    int messageSequence,
    Instant createdAt,
    @Nullable Instant doneAt) {}
