package io.tsubame.sessions.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsubame.application.live.PresenceBoard;
import io.tsubame.application.live.PresenceBoard.Seen;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.RoomId;
import io.tsubame.testkit.PresenceBoardContract;
import io.tsubame.testkit.redis.RedisServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RedisPresenceBoardTest extends PresenceBoardContract {
  private static final RoomId ROOM = new RoomId(64);

  @TempDir private static Path directory;
  private static RedisServer server;
  private static int tests;

  private @Nullable Redis redis;

  @BeforeAll
  static void startRedis() throws IOException {
    server = RedisServer.start(directory);
  }

  @AfterAll
  static void stopRedis() {
    server.close();
  }

  @AfterEach
  void closeRedis() {
    redis.close();
  }

  @Override
  protected PresenceBoard node(String name, InstantSource time) {
    if (redis == null) {
      redis = Redis.at(RedisAwayTest.config(server.address(), "test-" + tests++, 10), null);
    }
    return new RedisPresenceBoard(redis, name, time);
  }

  @Test
  @DisplayName("[PB4] by Redis's own time, nothing that is shown stays for ever")
  void expires() {
    Seen seen = new Seen(Set.of(new AccountId(1)), Set.of(), Set.of());
    PresenceBoard board = new RedisPresenceBoard(redis, "node");
    board.lookedAt(Set.of(ROOM));
    board.exchange(Map.of(ROOM, seen), Set.of());
    assertThat(new RedisPresenceBoard(redis, "another").exchange(Map.of(), Set.of(ROOM)))
        .isEqualTo(Map.of(ROOM, List.of(seen)));
    Redis connection = redis;
    Set<String> keys = connection.call(client -> client.keys(connection.key("*")));
    assertThat(keys)
        .hasSize(2)
        .allSatisfy(key ->
            assertThat((long) connection.call(client -> client.pttl(key)))
                .isBetween(1L, 1_000L * PresenceBoard.SHOWN_SECONDS));
  }

  @Test
  @DisplayName("[PB6] while Redis does not answer, or holds something else, others are unknown")
  void away() throws IOException {
    PresenceBoard board = new RedisPresenceBoard(redis, "node");
    Redis connection = redis;
    connection.call(client -> client.hset(connection.key("p:64"), "x", "99999999999999 a;b;c"));
    connection.call(client -> client.zadd(connection.key("p:looked"), 9e15, "no room"));
    assertThat(board.exchange(Map.of(), Set.of(ROOM))).isEmpty();
    assertThat(board.lookedAt(Set.of(ROOM))).isEmpty();
    server.kill();
    try {
      assertThat(board.lookedAt(Set.of(ROOM))).isEmpty();
      assertThat(board.exchange(Map.of(ROOM, Seen.NOBODY), Set.of(ROOM))).isEmpty();
    } finally {
      server.run();
    }
  }
}
