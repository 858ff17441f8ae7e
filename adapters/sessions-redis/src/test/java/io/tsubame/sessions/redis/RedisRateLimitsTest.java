package io.tsubame.sessions.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsubame.application.limit.LocalRateLimits;
import io.tsubame.application.limit.RateLimits;
import io.tsubame.application.limit.RateLimits.Count;
import io.tsubame.application.limit.RateLimits.Tries;
import io.tsubame.application.limit.RateLimits.Window;
import io.tsubame.testkit.RateLimitsContract;
import io.tsubame.testkit.redis.RedisServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RedisRateLimitsTest extends RateLimitsContract {
  private static final Window WINDOW = new Window("calls", Duration.ofHours(1), 100);
  private static final Tries TRIES = new Tries("tries", 2, Duration.ofHours(1), 100);

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
  protected RateLimits start(InstantSource time) {
    redis = Redis.at(RedisAwayTest.config(server.address(), "test-" + tests++, 10), null);
    return new RedisRateLimits(redis, new LocalRateLimits(time), time);
  }

  private RedisRateLimits node() {
    return new RedisRateLimits(redis, new LocalRateLimits(clock));
  }

  @Test
  @DisplayName("[RL3] nodes count together, by the time of Redis")
  void together() {
    RedisRateLimits one = node();
    RedisRateLimits other = node();
    Count first = one.count(WINDOW, "ann");
    assertThat(first.used()).isEqualTo(1);
    assertThat(other.count(WINDOW, "ann")).isEqualTo(new Count(2, first.end()));
    assertThat(one.take(TRIES, "ann")).isZero();
    assertThat(other.take(TRIES, "ann")).isZero();
    assertThat(one.take(TRIES, "ann")).isPositive();
    other.giveBack(TRIES, "ann");
    assertThat(one.take(TRIES, "ann")).isZero();
    other.reset(TRIES, "ann");
    assertThat(one.take(TRIES, "ann")).isZero();
    assertThat(first.end()).isAfter(Instant.EPOCH);
    assertThat(one.countedAlone()).isZero();
  }

  @Test
  @DisplayName("[RL6] while Redis does not answer, each node counts by itself")
  void alone() throws IOException {
    RedisRateLimits one = node();
    RedisRateLimits other = node();
    one.count(WINDOW, "ann");
    server.kill();
    try {
      assertThat(one.count(WINDOW, "ann").used()).isEqualTo(1);
      assertThat(one.count(WINDOW, "ann").used()).isEqualTo(2);
      assertThat(other.count(WINDOW, "ann").used()).isEqualTo(1);
      assertThat(one.take(TRIES, "ann")).isZero();
      assertThat(one.take(TRIES, "ann")).isZero();
      assertThat(one.take(TRIES, "ann")).isPositive();
      one.giveBack(TRIES, "ann");
      assertThat(one.take(TRIES, "ann")).isZero();
      one.reset(TRIES, "ann");
      assertThat(one.take(TRIES, "ann")).isZero();
      assertThat(one.countedAlone()).isEqualTo(9);
    } finally {
      server.run();
    }
  }

  @Test
  @DisplayName("[RL7] counts end by themselves, name nobody, and are not written to the disk")
  void lightly() throws IOException {
    RedisRateLimits limits = node();
    Redis connection = redis;
    limits.count(WINDOW, "ann@example.com");
    limits.take(TRIES, "ann@example.com");
    Set<String> keys = connection.call(client -> client.keys(connection.key("*")));
    assertThat(keys)
        .hasSize(2)
        .allSatisfy(key -> {
          assertThat(key).doesNotContain("ann");
          long left = connection.call(client -> client.pttl(key));
          assertThat(left).isBetween(1L, Duration.ofHours(1).toMillis());
        });
    try (var files = Files.walk(directory.resolve("appendonlydir"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1))
            .doesNotContain(connection.key(""));
      }
    }
  }
}
