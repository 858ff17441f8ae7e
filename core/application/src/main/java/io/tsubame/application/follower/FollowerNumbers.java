package io.tsubame.application.follower;

import org.jspecify.annotations.Nullable;

/// What one follower of the log has done since the process started.
///
/// @param commits consumed
/// @param batches in which they were
/// @param failures after which it tried again
/// @param lag records that it knows of and has not consumed
/// @param fault why it has stopped for good, null while it runs
public record FollowerNumbers(
    String name, long commits, long batches, long failures, long lag, @Nullable String fault) {}
