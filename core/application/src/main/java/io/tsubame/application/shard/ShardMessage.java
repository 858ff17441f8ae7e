package io.tsubame.application.shard;

import io.tsubame.domain.AggregateId;
import io.tsubame.domain.Command;
import io.tsubame.domain.Creation;

/// What a shard is asked to do.
public sealed interface ShardMessage {
  record Decide(AggregateId to, Command command) implements ShardMessage {}

  /// @param creation without its number
  record Create(Creation creation) implements ShardMessage {}
}
