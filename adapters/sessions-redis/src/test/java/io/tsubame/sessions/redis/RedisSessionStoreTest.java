package io.tsubame.sessions.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsubame.application.Unavailable;
import io.tsubame.application.session.SessionStore;
import io.tsubame.testkit.SessionStoreContract;
import io.tsubame.testkit.redis.RedisServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The contract on a real Redis, each test in a namespace of its own, by the clock of the contract.
final class RedisSessionStoreTest extends SessionStoreContract {
  private static final byte[] KEY = bytes("key");
  private static final Duration HOUR = Duration.ofHours(1);

  @TempDir private static Path directory;
  private static RedisServer server;
  private static int tests;

  private final String namespace = "test-" + tests++;
  private @Nullable Redis redis;

  @BeforeAll
  static void startRedis() throws IOException {
    // A flush for each of many thousand writes says nothing here: no power is cut.
    server = RedisServer.start(directory, "--appendfsync", "everysec");
  }

  @AfterAll
  static void stopRedis() {
    server.close();
  }

  @AfterEach
  void closeRedis() {
    if (redis != null) {
      redis.close();
    }
  }

  @Override
  protected SessionStore start(InstantSource time, int maxEntries) {
    return new RedisSessionStore(open(maxEntries), time);
  }

  private Redis open(int maxEntries) {
    closeRedis();
    redis = Redis.at(RedisAwayTest.config(server.address(), namespace, maxEntries), null);
    return redis;
  }

  @Test
  @DisplayName("[SS2] without another clock, the time is Redis's own")
  void ownTime() {
    RedisSessionStore store = new RedisSessionStore(open(10));
    store.put(KEY, bytes("1"), Duration.ofMillis(1));
    while (store.get(KEY) != null) {
      LockSupport.parkNanos(1_000_000);
    }
    store.put(KEY, bytes("2"), HOUR);
    assertThat(store.get(KEY)).isEqualTo(bytes("2"));
    assertThat(store.touch(KEY, Duration.ofMillis(1))).isTrue();
    while (store.touch(KEY, Duration.ofMillis(1))) {
      LockSupport.parkNanos(1_000_000);
    }
  }

  @Test
  @DisplayName("[SS3] a touch that moves the end by less than a hundredth writes nothing")
  void sparesWrites() {
    RedisSessionStore store = new RedisSessionStore(open(10), clock);
    store.put(KEY, bytes("1"), HOUR);
    clock.advance(Duration.ofSeconds(36));
    assertThat(store.touch(KEY, HOUR)).isTrue();
    clock.advance(HOUR.minusSeconds(36).minusMillis(1));
    assertThat(store.get(KEY)).isNotNull();
    clock.advance(Duration.ofMillis(1));
    assertThat(store.get(KEY)).isNull();
  }

  @Test
  @DisplayName("[SS6] [SS7] what was put and removed is so after kill -9 of Redis")
  void killed() throws IOException {
    RedisSessionStore store = new RedisSessionStore(open(1_000), clock);
    for (int number = 0; number < 100; number++) {
      store.put(bytes("a" + number), bytes("1"), HOUR);
      store.put(bytes("b" + number), bytes("1"), HOUR);
    }
    store.deleteByPrefix(bytes("b"));
    store.delete(bytes("a0"));
    server.kill();
    server.run();

    assertThat(store.get(bytes("a1"))).isEqualTo(bytes("1"));
    assertThat(store.get(bytes("a0"))).isNull();
    assertThat(store.get(bytes("b1"))).isNull();
    assertThat(store.entries()).isEqualTo(99);
    assertThat(store.damage()).isEmpty();
  }

  @Test
  @DisplayName("[SS11] a value that is not what was put is found, and not given")
  void damaged() {
    Redis connection = open(1_000);
    RedisSessionStore store = new RedisSessionStore(connection, clock);
    for (int number = 0; number < 700; number++) {
      store.put(bytes("key " + number), bytes("value " + number), HOUR);
    }
    assertThat(store.damage()).isEmpty();
    byte[] values = bytes(connection.key("values"));
    byte[] stored = connection.call(client -> client.hget(values, bytes("key 500")));
    stored[stored.length - 1] ^= 1;
    connection.call(client -> client.hset(values, bytes("key 500"), stored));

    assertThatThrownBy(() -> store.get(bytes("key 500"))).isInstanceOf(Unavailable.class);
    assertThat(store.damage()).get().asString().contains(connection.key("values"));
    store.put(bytes("key 500"), bytes("value"), HOUR);
    assertThat(store.damage()).isEmpty();

    connection.call(client -> client.zrem(connection.key("keys"), "key 3"));
    assertThat(store.damage()).isPresent();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
