package io.tsubame.domain.room;

import io.tsubame.domain.AccountId;

/// What a decision needs to know of one task.
///
/// @param messageSequence the system message that announced it
/// @param deleted kept as a mark in the state, because the views may still know the task
public record TaskState(
    AccountId assignee,
    AccountId assignedBy,
    String body,
    Deadline deadline,
    TaskStatus status,
    int messageSequence,
    boolean deleted) {}
