package io.tsubame.sessions.redis;

import io.tsubame.application.Circuit;
import io.tsubame.application.OutcomeUnknown;
import io.tsubame.application.Overloaded;
import io.tsubame.application.Unavailable;
import io.tsubame.sessions.redis.RedisConfig.Credentials;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.Response;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/// The calls to one Redis. Each ends within a time, and where none is answered, most are not even
/// tried: see [Circuit].
public final class Redis implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final String FULL = "OOM";

  private final RedisConfig config;
  private final RedisClient client;
  private final Circuit circuit = new Circuit(PAUSE, System::nanoTime);
  private final LongAdder calls = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private final LongAdder refusals = new LongAdder();

  private Redis(RedisConfig config, RedisClient client) {
    this.config = config;
    this.client = client;
  }

  /// Connects to nobody yet.
  ///
  /// @throws Unavailable where the certificates cannot be read
  public static Redis at(RedisConfig config, @Nullable Credentials credentials) {
    return new Redis(config, Connections.to(config, credentials));
  }

  /// What has been asked of it since it was opened.
  public RedisStatistics statistics() {
    return new RedisStatistics(
        calls.sum(), failures.sum(), refusals.sum(), client.getPool().getNumActive(), isAway());
  }

  /// How it is set up that does not keep what the session store promises, in words for its
  /// operator.
  ///
  /// @throws Unavailable where Redis does not answer
  public List<String> weaknesses() {
    return call(Weaknesses::of);
  }

  /// Whether it did not answer several times, and is spared for the moment.
  public boolean isAway() {
    return circuit.isOpen();
  }

  RedisConfig config() {
    return config;
  }

  /// The name of a key below the namespace.
  String key(String name) {
    return "{" + config.namespace() + "}:" + name;
  }

  /// What a script answers that always does.
  ///
  /// @throws Unavailable where Redis does not answer; it may have done it
  /// @throws Overloaded where there is no connection left, or Redis is full
  Object run(Script script, List<byte[]> keys, List<byte[]> arguments) {
    return answered(find(script, keys, arguments));
  }

  /// What a script answers that has nothing to tell sometimes.
  ///
  /// @throws Unavailable where Redis does not answer
  @Nullable Object find(Script script, List<byte[]> keys, List<byte[]> arguments) {
    return call(redis -> once(redis, script, keys, arguments));
  }

  /// The same; returns when as many copies as configured have what it changed, too.
  ///
  /// @throws OutcomeUnknown where they do not have it in time
  Object runForGood(Script script, List<byte[]> keys, List<byte[]> arguments) {
    return config.replicas() == 0
        ? run(script, keys, arguments)
        : answered(call(redis -> copied(redis, script, keys, arguments)));
  }

  private static Object answered(@Nullable Object answer) {
    if (answer == null) {
      throw new IllegalStateException("a script of Redis says nothing");
    }
    return answer;
  }

  private @Nullable Object copied(
      RedisClient redis, Script script, List<byte[]> keys, List<byte[]> arguments) {
    try {
      return copiedOnce(redis, script, keys, arguments);
    } catch (JedisNoScriptException _) {
      redis.scriptLoad(script.text(), keys.getFirst());
      return copiedOnce(redis, script, keys, arguments);
    }
  }

  private static @Nullable Object once(
      RedisClient redis, Script script, List<byte[]> keys, List<byte[]> arguments) {
    try {
      return redis.evalsha(script.digest(), keys, arguments);
    } catch (JedisNoScriptException _) {
      return redis.eval(script.text(), keys, arguments);
    }
  }

  private @Nullable Object copiedOnce(
      RedisClient redis, Script script, List<byte[]> keys, List<byte[]> arguments) {
    try (Pipeline both = redis.pipelined()) {
      Response<Object> done = both.evalsha(script.digest(), keys, arguments);
      Response<Long> copies = both.waitReplicas(config.replicas(), config.answer().toMillis() / 2);
      both.sync();
      Object result = done.get();
      if (copies.get() < config.replicas()) {
        throw new OutcomeUnknown(
            "only " + copies.get() + " copies of Redis have it, not " + config.replicas());
      }
      return result;
    }
  }

  /// @throws Unavailable where Redis does not answer
  <T extends @Nullable Object> T call(Function<RedisClient, T> work) {
    if (!circuit.enter()) {
      refusals.increment();
      throw new Unavailable("Redis does not answer; it is tried again in a moment");
    }
    calls.increment();
    boolean told = false;
    try {
      T result = again(work);
      told = true;
      circuit.answered();
      return result;
    } catch (JedisException failure) {
      told = !isCrowded(failure);
      throw judged(failure);
    } finally {
      if (!told) {
        circuit.left();
      }
    }
  }

  /// A connection that was kept may be one that the other side has left, and so may all others.
  private <T extends @Nullable Object> T again(Function<RedisClient, T> work) {
    try {
      return work.apply(client);
    } catch (JedisConnectionException broken) {
      if (broken.getCause() instanceof SocketTimeoutException) {
        throw broken;
      }
      client.getPool().clear();
      return work.apply(client);
    }
  }

  private RuntimeException judged(JedisException failure) {
    failures.increment();
    if (isCrowded(failure)) {
      return new Overloaded("too much is asked of Redis at the same time", failure);
    }
    if (failure instanceof JedisDataException refusal
        && String.valueOf(refusal.getMessage()).startsWith(FULL)) {
      circuit.answered();
      return new Overloaded("Redis is full", failure);
    }
    circuit.failed();
    return new Unavailable("Redis does not answer: " + failure.getMessage(), failure);
  }

  private static boolean isCrowded(JedisException failure) {
    return failure.getCause() instanceof NoSuchElementException;
  }

  @Override
  public void close() {
    client.close();
  }
}
