package io.tsubame.server;

import io.tsubame.application.session.RememberingSessionStore.Memory;
import io.tsubame.sessions.redis.RedisConfig;

/// What can be chosen about sessions and the counts of limits.
///
/// @param store `rocksdb` for the data directory, where limits are counted in memory; or `redis`,
///   which several nodes share
/// @param redis the store elsewhere
/// @param memory of this node, while Redis does not answer
public record SessionSettings(String store, RedisConfig redis, Memory memory) {
  public static final String ROCKSDB = "rocksdb";
  public static final String REDIS = "redis";

  /// What a server uses that nobody configured.
  public static final SessionSettings DEFAULT =
      new SessionSettings(ROCKSDB, RedisConfig.DEFAULT, Memory.DEFAULT);

  /// The same on Redis.
  public SessionSettings on(RedisConfig place) {
    return new SessionSettings(REDIS, place, memory);
  }
}
