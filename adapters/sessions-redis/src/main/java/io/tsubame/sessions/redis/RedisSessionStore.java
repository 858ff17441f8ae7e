package io.tsubame.sessions.redis;

import io.tsubame.application.Overloaded;
import io.tsubame.application.Unavailable;
import io.tsubame.application.session.SessionStore;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;

/// The session store that all nodes share.
public final class RedisSessionStore implements SessionStore {
  private static final int DELETED_AT_ONCE = 500;
  private static final int SCANNED_AT_ONCE = 500;
  private static final int SUM_BYTES = Integer.BYTES;

  private final Redis redis;
  private final @Nullable InstantSource clock;
  private final byte[] values;
  private final List<byte[]> keys;
  private volatile boolean closed;

  /// @param redis stays open when the store is closed
  public RedisSessionStore(Redis redis) {
    this(redis, null);
  }

  /// @param clock says the time; null for Redis's own
  RedisSessionStore(Redis redis, @Nullable InstantSource clock) {
    this.redis = redis;
    this.clock = clock;
    values = bytes(redis.key("values"));
    keys = List.of(values, bytes(redis.key("ends")), bytes(redis.key("keys")));
  }

  @Override
  public byte @Nullable [] get(byte[] key) {
    check(key);
    byte[] stored = (byte[]) redis.find(Script.GET, keys, List.of(key, now()));
    return stored == null ? null : whole(key, stored);
  }

  private static byte[] whole(byte[] key, byte[] stored) {
    if (!isWhole(key, stored)) {
      throw new Unavailable("Redis gives something else than what was put");
    }
    return Arrays.copyOfRange(stored, SUM_BYTES, stored.length);
  }

  @Override
  public void put(byte[] key, byte[] value, Duration timeToLive) {
    Object _ = put(key, value, timeToLive, true);
  }

  @Override
  public byte @Nullable [] putIfAbsent(byte[] key, byte[] value, Duration timeToLive) {
    return put(key, value, timeToLive, false) instanceof byte[] present
        ? whole(key, present)
        : null;
  }

  /// @return the stored bytes of an entry that was not to be replaced, or that it is written
  private Object put(byte[] key, byte[] value, Duration timeToLive, boolean replacing) {
    check(key);
    byte[] life = life(timeToLive);
    if (value.length > MAX_VALUE_BYTES) {
      throw new IllegalArgumentException("a value has at most 64 KiB");
    }
    byte[] most = number(redis.config().maxEntries());
    byte[] replace = number(replacing ? 1 : 0);
    Object answer =
        redis.run(Script.PUT, keys, List.of(key, summed(key, value), life, most, replace, now()));
    if (answer instanceof Long && !isYes(answer)) {
      throw new Overloaded("the session store is full");
    }
    return answer;
  }

  @Override
  public boolean touch(byte[] key, Duration timeToLive) {
    check(key);
    return isYes(redis.run(Script.TOUCH, keys, List.of(key, life(timeToLive), now())));
  }

  @Override
  public void delete(byte[] key) {
    check(key);
    redis.runForGood(Script.DELETE, keys, List.of(key, now()));
  }

  /// Lets others in between.
  @Override
  public void deleteByPrefix(byte[] prefix) {
    check(prefix);
    List<byte[]> bounds = List.of(least(prefix), above(prefix), number(DELETED_AT_ONCE), now());
    long deleted = DELETED_AT_ONCE;
    while (deleted == DELETED_AT_ONCE) {
      deleted = (Long) redis.runForGood(Script.DELETE_PREFIX, keys, bounds);
    }
  }

  /// How many entries there are, ended ones included that were not swept yet.
  public long entries() {
    return sizes().getFirst();
  }

  @Override
  public Optional<String> damage() {
    if (sizes().stream().distinct().count() > 1) {
      return Optional.of("Redis, " + redis.key("values") + ": values, ends and keys do not agree");
    }
    ScanParams page = new ScanParams().count(SCANNED_AT_ONCE);
    byte[] cursor = ScanParams.SCAN_POINTER_START_BINARY;
    do {
      byte[] from = cursor;
      ScanResult<Map.Entry<byte[], byte[]>> some =
          redis.call(client -> client.hscan(values, from, page));
      if (some.getResult().stream().anyMatch(each -> !isWhole(each.getKey(), each.getValue()))) {
        return Optional.of("Redis, " + redis.key("values") + ": a value is not what was put");
      }
      cursor = some.getCursorAsBytes();
    } while (!Arrays.equals(cursor, ScanParams.SCAN_POINTER_START_BINARY));
    return Optional.empty();
  }

  @Override
  public void close() {
    closed = true;
  }

  private List<Long> sizes() {
    check(values);
    return ((List<?>) redis.run(Script.SIZES, keys, List.of(now())))
        .stream().map(Long.class::cast).toList();
  }

  private byte[] now() {
    return clock == null ? new byte[0] : number(clock.millis());
  }

  private static byte[] summed(byte[] key, byte[] value) {
    return ByteBuffer.allocate(SUM_BYTES + value.length)
        .putInt(sum(key, value, 0))
        .put(value)
        .array();
  }

  private static boolean isWhole(byte[] key, byte[] stored) {
    return stored.length >= SUM_BYTES
        && ByteBuffer.wrap(stored).getInt() == sum(key, stored, SUM_BYTES);
  }

  private static int sum(byte[] key, byte[] bytes, int from) {
    CRC32C sum = new CRC32C();
    sum.update(key);
    sum.update(bytes, from, bytes.length - from);
    return (int) sum.getValue();
  }

  private static byte[] least(byte[] prefix) {
    return ByteBuffer.allocate(1 + prefix.length).put((byte) '[').put(prefix).array();
  }

  /// The bound that lies just above all keys with the prefix, in the words of Redis.
  private static byte[] above(byte[] prefix) {
    int length = prefix.length;
    while (length > 0 && prefix[length - 1] == (byte) 0xFF) {
      length--;
    }
    if (length == 0) {
      return bytes("+");
    }
    byte[] bound = ByteBuffer.allocate(1 + length).put((byte) '(').put(prefix, 0, length).array();
    bound[length]++;
    return bound;
  }

  private static byte[] life(Duration timeToLive) {
    if (!timeToLive.isPositive()) {
      throw new IllegalArgumentException("an entry lives for some time");
    }
    return number(Math.max(1, timeToLive.toMillis()));
  }

  private void check(byte[] key) {
    if (closed) {
      throw new Unavailable("the session store is closed");
    }
    if (key.length < 1 || key.length > MAX_KEY_BYTES) {
      throw new IllegalArgumentException("a key has 1 to 256 bytes");
    }
  }

  private static boolean isYes(Object answer) {
    return Long.valueOf(1).equals(answer);
  }

  private static byte[] number(long number) {
    return bytes(Long.toString(number));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
