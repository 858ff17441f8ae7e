package io.tsubame.application.engine;

import io.tsubame.application.follower.FollowerLimits;
import io.tsubame.application.shard.ShardLimits;
import java.time.Duration;

/// Every bound of the engine.
public record EngineLimits(ShardLimits shard, FollowerLimits projection, FollowerLimits policy) {
  /// What a server uses that nobody configured.
  public static final EngineLimits DEFAULT =
      new EngineLimits(
          ShardLimits.DEFAULT,
          FollowerLimits.DEFAULT.resting(Duration.ofMillis(4)),
          FollowerLimits.DEFAULT.resting(Duration.ofMillis(30)));
}
