package io.tsubame.application.engine;

import io.tsubame.application.follower.FollowerNumbers;
import io.tsubame.application.shard.ShardNumbers;
import java.util.List;

/// What the engine is doing and has done since it was started.
public record EngineNumbers(
    List<ShardNumbers> shards, List<FollowerNumbers> projections, List<FollowerNumbers> policies) {
  public EngineNumbers {
    shards = List.copyOf(shards);
    projections = List.copyOf(projections);
    policies = List.copyOf(policies);
  }

  /// Whether every shard does what it can: decides commands, or is sealed.
  public boolean isReady() {
    return shards.stream().allMatch(shard -> shard.serving() || shard.sealed());
  }

  /// Whether a shard takes no commits, since the data moves.
  public boolean isSealed() {
    return shards.stream().anyMatch(ShardNumbers::sealed);
  }

  /// Whether no follower of the log has stopped for good.
  public boolean isSound() {
    return projections.stream().allMatch(each -> each.fault() == null)
        && policies.stream().allMatch(each -> each.fault() == null);
  }
}
