package io.tsubame.server;

import io.tsubame.application.OperatingFailure;
import io.tsubame.application.Unavailable;
import io.tsubame.application.limit.LocalRateLimits;
import io.tsubame.application.limit.RateLimits;
import io.tsubame.application.live.PresenceBoard;
import io.tsubame.application.secret.Tokens;
import io.tsubame.application.session.RememberingSessionStore;
import io.tsubame.application.session.SessionStore;
import io.tsubame.application.session.Sessions;
import io.tsubame.passwords.argon2.SecureRandomBytes;
import io.tsubame.sessions.redis.Redis;
import io.tsubame.sessions.redis.RedisConfig.Credentials;
import io.tsubame.sessions.redis.RedisPresenceBoard;
import io.tsubame.sessions.redis.RedisRateLimits;
import io.tsubame.sessions.redis.RedisSessionStore;
import io.tsubame.sessions.rocksdb.RocksSessionStore;
import io.tsubame.sessions.rocksdb.RocksSessionStoreConfig;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The store of sessions, the counts of limits and the board of presence that are configured.
///
/// @param shared what is counted of them where they lie on Redis; null where they do not
record SessionStores(
    SessionStore sessions, RateLimits rates, PresenceBoard presence, @Nullable Shared shared)
    implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SessionStores.class);

  record Shared(Redis redis, RememberingSessionStore memory, RedisRateLimits limits) {}

  /// @throws Unavailable where what is configured cannot be read, or another process uses the
  ///   directory
  static SessionStores open(ServerSettings settings) {
    RateLimits alone = new LocalRateLimits(settings.clock());
    SessionSettings wanted = settings.sessions();
    if (!wanted.store().equals(SessionSettings.REDIS)) {
      Path directory = settings.data().resolve("sessions");
      return new SessionStores(
          RocksSessionStore.open(directory, settings.clock(), RocksSessionStoreConfig.DEFAULT),
          alone,
          PresenceBoard.ALONE,
          null);
    }
    Credentials credentials = credentials(wanted.redis().credentials(), System.getenv());
    Redis redis = Redis.at(wanted.redis(), credentials);
    tellWeaknesses(redis);
    RememberingSessionStore sessions =
        new RememberingSessionStore(
            new RedisSessionStore(redis), Sessions::isSession, wanted.memory(), settings.clock());
    RedisRateLimits limits = new RedisRateLimits(redis, alone);
    String node = new Tokens(new SecureRandomBytes()).code();
    return new SessionStores(
        sessions, limits, new RedisPresenceBoard(redis, node), new Shared(redis, sessions, limits));
  }

  private static void tellWeaknesses(Redis redis) {
    try {
      redis.weaknesses().forEach(weakness -> LOG.atWarn().log("Redis: {}", weakness));
    } catch (OperatingFailure away) {
      LOG.atWarn().addKeyValue("reason", away.getMessage()).log("Redis is not there yet");
    }
  }

  /// Of the file: two lines, user and password. Of the environment where there is no file; null
  /// where there are none there, either.
  ///
  /// @throws Unavailable where the file cannot be read
  static @Nullable Credentials credentials(Path file, Map<String, String> environment) {
    Optional<TwoLines> written = TwoLines.of(file, "user and password");
    if (written.isPresent()) {
      return new Credentials(written.get().first(), written.get().second());
    }
    String password = environment.get("REDIS_PASSWORD");
    return password == null
        ? null
        : new Credentials(environment.getOrDefault("REDIS_USERNAME", "default"), password);
  }

  @Override
  public void close() {
    sessions.close();
    if (shared != null) {
      shared.redis().close();
    }
  }
}
