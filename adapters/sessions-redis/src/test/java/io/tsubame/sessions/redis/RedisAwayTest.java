package io.tsubame.sessions.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsubame.application.OutcomeUnknown;
import io.tsubame.application.Overloaded;
import io.tsubame.application.Unavailable;
import io.tsubame.sessions.redis.RedisConfig.Credentials;
import io.tsubame.testkit.redis.RedisServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of callers where Redis is down, hangs, is full, or has lost its copies.
final class RedisAwayTest {
  private static final Path NOTHING = Path.of("./nothing.pem");
  private static final Duration PATIENT = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(200);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final byte[] KEY = "key".getBytes(StandardCharsets.UTF_8);
  private static final byte[] VALUE = new byte[1_000];

  @TempDir private Path directory;
  @TempDir private Path another;

  static RedisConfig config(String address, String namespace, long entries) {
    return new RedisConfig(address, namespace, NOTHING, NOTHING, 8, PATIENT, 0, entries);
  }

  private static RedisConfig impatient(RedisServer server, int connections) {
    return new RedisConfig(
        server.address(), "test", NOTHING, NOTHING, connections, SHORT, 0, 1_000);
  }

  @Test
  @DisplayName("[RD1] [RD2] a Redis that hangs costs each caller a short time, and soon none")
  void hangs() throws IOException {
    try (RedisServer server = RedisServer.start(directory);
        Redis redis = Redis.at(impatient(server, 8), null)) {
      RedisSessionStore store = new RedisSessionStore(redis);
      store.put(KEY, VALUE, HOUR);
      server.freeze();
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(() -> store.get(KEY)).isInstanceOf(Unavailable.class);
      }
      assertThat(redis.isAway()).isTrue();
      assertThatThrownBy(() -> store.get(KEY)).isInstanceOf(Unavailable.class);
      assertThat(redis.statistics().failures()).isEqualTo(3);
      assertThat(redis.statistics().refusals()).isOne();

      server.letGo();
      awaitBack(store);
      assertThat(store.get(KEY)).isEqualTo(VALUE);
      assertThat(redis.statistics().connections()).isZero();
    }
  }

  @Test
  @DisplayName("[RD1] callers beyond the connections wait for a time, too")
  void crowded() throws Exception {
    try (RedisServer server = RedisServer.start(directory);
        Redis redis = Redis.at(impatient(server, 1), null)) {
      Thread greedy =
          Thread.ofVirtual()
              .start(() ->
                  redis.call(client -> {
                    try (var _ = client.getPool().getResource()) {
                      LockSupport.park();
                      return true;
                    }
                  }));
      while (redis.statistics().connections() == 0) {
        Thread.onSpinWait();
      }
      RedisSessionStore store = new RedisSessionStore(redis);
      for (int i = 0; i < 5; i++) {
        assertThatThrownBy(() -> store.get(KEY)).isInstanceOf(Overloaded.class);
      }
      assertThat(redis.isAway()).isFalse();
      LockSupport.unpark(greedy);
      greedy.join();
      assertThat(store.get(KEY)).isNull();
    }
  }

  @Test
  @DisplayName(
      "[RD3] after a restart the first call is answered, though all connections are broken")
  void restarted() throws IOException {
    try (RedisServer server = RedisServer.start(directory);
        Redis redis = Redis.at(config(server.address(), "test", 1_000), null)) {
      RedisSessionStore store = new RedisSessionStore(redis);
      store.put(KEY, VALUE, HOUR);
      server.kill();
      server.run();
      assertThat(store.get(KEY)).isEqualTo(VALUE);
      store.delete(KEY);
      assertThat(redis.statistics().failures()).isZero();
    }
  }

  @Test
  @DisplayName("[RD3] a server may start before Redis does")
  void startsLater() throws IOException {
    RedisServer server = RedisServer.start(directory);
    server.kill();
    try (server;
        Redis redis = Redis.at(config(server.address(), "test", 1_000), null)) {
      RedisSessionStore store = new RedisSessionStore(redis);
      assertThatThrownBy(() -> store.put(KEY, VALUE, HOUR)).isInstanceOf(Unavailable.class);
      server.run();
      awaitBack(store);
    }
  }

  @Test
  @DisplayName("[RD4] a Redis without memory refuses what is new, and counts as there")
  void full() throws IOException {
    try (RedisServer server = RedisServer.start(directory, "--maxmemory", "3mb");
        Redis redis = Redis.at(config(server.address(), "test", 1_000_000), null)) {
      RedisSessionStore store = new RedisSessionStore(redis);
      store.put(KEY, VALUE, HOUR);
      assertThatThrownBy(
              () -> {
                for (int number = 0; number < 10_000; number++) {
                  store.put(("key " + number).getBytes(StandardCharsets.UTF_8), VALUE, HOUR);
                }
              })
          .isInstanceOf(Overloaded.class);
      assertThat(redis.isAway()).isFalse();
      assertThat(store.get(KEY)).isEqualTo(VALUE);
      store.delete(KEY);
      assertThat(store.get(KEY)).isNull();
    }
  }

  @Test
  @DisplayName("[RD5] what is removed counts as removed when as many copies as configured have it")
  void copies() throws IOException {
    try (RedisServer server = RedisServer.start(directory);
        RedisServer copy =
            RedisServer.start(
                another,
                "--replicaof",
                "127.0.0.1 " + server.port(),
                "--repl-diskless-sync-delay",
                "0");
        Redis redis =
            Redis.at(
                new RedisConfig(server.address(), "test", NOTHING, NOTHING, 8, PATIENT, 1, 1_000),
                null)) {
      RedisSessionStore store = new RedisSessionStore(redis);
      store.put(KEY, VALUE, HOUR);
      store.delete(KEY);
      assertThat(store.get(KEY)).isNull();
      copy.kill();
    }
  }

  @Test
  @DisplayName("[RD5] without enough copies the outcome is unknown")
  void noCopies() throws IOException {
    try (RedisServer server = RedisServer.start(directory);
        Redis redis =
            Redis.at(
                new RedisConfig(
                    server.address(), "test", NOTHING, NOTHING, 8, Duration.ofSeconds(4), 1, 1_000),
                null)) {
      RedisSessionStore store = new RedisSessionStore(redis);
      store.put(KEY, VALUE, HOUR);
      assertThatThrownBy(() -> store.delete(KEY)).isInstanceOf(OutcomeUnknown.class);
      assertThat(store.get(KEY)).isNull();
    }
  }

  @Test
  @DisplayName("[RD6] with a wrong password Redis is not there, and the message does not tell it")
  void password() throws IOException {
    try (RedisServer server = RedisServer.start(directory, "--requirepass", "secret")) {
      RedisConfig config = config(server.address(), "test", 1_000);
      try (Redis redis = Redis.at(config, new Credentials("default", "secret"))) {
        new RedisSessionStore(redis).put(KEY, VALUE, HOUR);
      }
      try (Redis redis = Redis.at(config, new Credentials("default", "guessed"))) {
        assertThatThrownBy(() -> new RedisSessionStore(redis).get(KEY))
            .isInstanceOf(Unavailable.class)
            .hasMessageNotContaining("guessed");
      }
      try (Redis redis = Redis.at(config, null)) {
        assertThatThrownBy(() -> new RedisSessionStore(redis).get(KEY))
            .isInstanceOf(Unavailable.class);
      }
    }
  }

  @Test
  @DisplayName("[RD7] a Redis that does not keep what it acknowledges is told of")
  void weaknesses() throws IOException {
    try (RedisServer sound = RedisServer.start(directory);
        Redis redis = Redis.at(config(sound.address(), "test", 1_000), null)) {
      assertThat(redis.weaknesses()).isEmpty();
    }
    try (RedisServer weak =
            RedisServer.start(
                another, "--appendfsync", "everysec", "--maxmemory-policy", "allkeys-lru");
        Redis redis = Redis.at(config(weak.address(), "test", 1_000), null)) {
      assertThat(redis.weaknesses())
          .hasSize(2)
          .anyMatch(told -> told.contains("appendfsync is everysec"))
          .anyMatch(told -> told.contains("maxmemory-policy is allkeys-lru"));
    }
    try (RedisServer forgetful = RedisServer.start(another, "--appendonly", "no");
        Redis redis = Redis.at(config(forgetful.address(), "test", 1_000), null)) {
      assertThat(redis.weaknesses()).singleElement().asString().contains("appendonly is off");
    }
  }

  private static void awaitBack(RedisSessionStore store) {
    long deadline = System.nanoTime() + PATIENT.toNanos();
    while (true) {
      try {
        store.put(KEY, VALUE, HOUR);
        return;
      } catch (Unavailable away) {
        if (System.nanoTime() > deadline) {
          throw away;
        }
        LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
      }
    }
  }
}
