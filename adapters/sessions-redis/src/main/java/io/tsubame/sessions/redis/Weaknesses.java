package io.tsubame.sessions.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.exceptions.JedisDataException;

/// How a Redis is set up that does not keep what the session store promises.
final class Weaknesses {
  private static final String UNKNOWN = "?";

  private Weaknesses() {}

  static List<String> of(RedisClient redis) {
    Map<String, String> facts = facts(redis.info("persistence") + redis.info("memory"));
    List<String> found = new ArrayList<>();
    if (facts.getOrDefault("aof_enabled", "0").equals("0")) {
      found.add("appendonly is off: when Redis restarts, sessions that were ended may come back");
    } else {
      String flush = flush(redis);
      if (!flush.equals("always")) {
        found.add(
            "appendfsync is "
                + flush
                + ", not always: after a power cut, sessions that were ended in the last second may"
                + " come back");
      }
    }
    String policy = facts.getOrDefault("maxmemory_policy", UNKNOWN);
    if (!policy.equals("noeviction")) {
      found.add(
          "maxmemory-policy is " + policy + ", not noeviction: all sessions may be thrown out");
    }
    return List.copyOf(found);
  }

  /// Where the server may not ask, it is not known.
  private static String flush(RedisClient redis) {
    try {
      return redis.configGet("appendfsync").getOrDefault("appendfsync", UNKNOWN);
    } catch (JedisDataException _) {
      return UNKNOWN;
    }
  }

  private static Map<String, String> facts(String lines) {
    return lines
        .lines()
        .filter(line -> line.indexOf(':') > 0)
        .collect(
            Collectors.toMap(
                line -> line.substring(0, line.indexOf(':')),
                line -> line.substring(line.indexOf(':') + 1),
                (first, _) -> first));
  }
}
