package io.tsubame.application.shard;

import io.tsubame.application.shard.Commands.Creation;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.Command;
import java.util.function.IntFunction;

/// What a shard is asked to do.
sealed interface ShardMessage {
  record Decide(AggregateId to, Command command) implements ShardMessage {}

  /// @param creation makes the addressed command from a fresh id
  record Create(IntFunction<Creation> creation) implements ShardMessage {}
}
