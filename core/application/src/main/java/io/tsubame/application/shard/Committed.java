package io.tsubame.application.shard;

import io.tsubame.domain.room.Room;
import org.jspecify.annotations.Nullable;

/// A durable commit on its way to those who follow the log.
///
/// @param roomAfter the room's state after the commit, where the shard that decided is in this
///   process and the commit is a room's; the room's version after the last public event is in it
public record Committed(int shard, long position, Commit commit, @Nullable Room roomAfter) {}
