package io.tsubame.application.shard;

import io.tsubame.domain.Actor;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.Command;
import io.tsubame.domain.Creation;
import org.jspecify.annotations.Nullable;

/// The way in for every change. Blocks until the events are durable.
///
/// Throws [io.tsubame.application.Overloaded] where the shard's mailbox is full,
/// [io.tsubame.application.Unavailable] where it cannot be served, and
/// [io.tsubame.application.OutcomeUnknown] where it may or may not have happened.
public interface Commands {
  /// @param id null where the sender will not repeat the command
  Outcome send(AggregateId to, Command command, Actor actor, @Nullable CommandId id);

  /// Sends a command that creates an aggregate with a fresh id. With a command id the shard is
  /// chosen by it, so that a repeated command meets its first answer; else any.
  ///
  /// @param creation without its number
  Outcome create(Creation creation, Actor actor, @Nullable CommandId id);
}
