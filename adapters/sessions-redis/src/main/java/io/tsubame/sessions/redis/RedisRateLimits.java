package io.tsubame.sessions.redis;

import io.tsubame.application.OperatingFailure;
import io.tsubame.application.limit.RateLimits;
import io.tsubame.application.secret.Tokens;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The limits that all nodes share, each check one call. While Redis does not answer, this node
/// counts by itself.
public final class RedisRateLimits implements RateLimits {
  /// Of a digest, enough that no two keys have the same.
  private static final int DIGEST_BYTES = 16;

  private final Redis redis;
  private final RateLimits alone;
  private final @Nullable InstantSource clock;
  private final LongAdder countedAlone = new LongAdder();

  /// @param alone counts while Redis does not answer
  public RedisRateLimits(Redis redis, RateLimits alone) {
    this(redis, alone, null);
  }

  /// @param clock says the time; null for Redis's own
  RedisRateLimits(Redis redis, RateLimits alone, @Nullable InstantSource clock) {
    this.redis = redis;
    this.alone = alone;
    this.clock = clock;
  }

  @Override
  public Count count(Window window, String key) {
    return orAlone(
        () -> {
          Object answer = run(Script.COUNT, "w", window.name(), key, window.length());
          List<?> numbers = (List<?>) answer;
          return new Count(number(numbers.get(0)), Instant.ofEpochMilli(number(numbers.get(1))));
        },
        () -> alone.count(window, key));
  }

  @Override
  public Duration take(Tries tries, String key) {
    return orAlone(
        () -> Duration.ofMillis(number(run(Script.TAKE, tries, key))),
        () -> alone.take(tries, key));
  }

  @Override
  public void giveBack(Tries tries, String key) {
    orAlone(() -> number(run(Script.GIVE_BACK, tries, key)), () -> 0L);
    alone.giveBack(tries, key);
  }

  @Override
  public void reset(Tries tries, String key) {
    orAlone(() -> number(run(Script.RESET, tries, key)), () -> 0L);
    alone.reset(tries, key);
  }

  /// How often this node had to count by itself.
  public long countedAlone() {
    return countedAlone.sum();
  }

  private <T> T orAlone(Supplier<T> together, Supplier<T> otherwise) {
    try {
      return together.get();
    } catch (OperatingFailure _) {
      countedAlone.increment();
      return otherwise.get();
    }
  }

  private Object run(Script script, Tries tries, String key) {
    byte[] name = name("t", tries.name(), key);
    byte[] atOnce = bytes(Integer.toString(tries.atOnce()));
    return redis.run(script, List.of(name), List.of(atOnce, millis(tries.back()), now()));
  }

  private Object run(Script script, String kind, String limit, String key, Duration length) {
    return redis.run(script, List.of(name(kind, limit, key)), List.of(millis(length), now()));
  }

  /// Keys are told by digests, so that no addresses of people lie in Redis.
  private byte[] name(String kind, String limit, String key) {
    byte[] digest = Tokens.sha256(bytes(key));
    String told = HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
    return bytes(redis.key(kind + ":" + limit + "/" + told));
  }

  private byte[] now() {
    return clock == null ? new byte[0] : bytes(Long.toString(clock.millis()));
  }

  private static byte[] millis(Duration duration) {
    return bytes(Long.toString(duration.toMillis()));
  }

  private static long number(Object answer) {
    return (Long) answer;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
