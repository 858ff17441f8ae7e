package io.tsubame.application.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The limits of one process, in its memory.
public final class LocalRateLimits implements RateLimits {
  private final InstantSource clock;
  private final Map<Window, Cache<String, Count>> windows = new ConcurrentHashMap<>();

  /// The moments at which all tries of a key are back, in milliseconds since 1970.
  private final Map<Tries, Cache<String, Long>> tries = new ConcurrentHashMap<>();

  public LocalRateLimits(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Count count(Window window, String key) {
    Instant now = clock.instant();
    return counts(window)
        .asMap()
        .merge(
            key,
            new Count(1, now.plus(window.length())),
            (old, first) -> old.end().isAfter(now) ? new Count(old.used() + 1, old.end()) : first);
  }

  @Override
  public Duration take(Tries limit, String key) {
    long now = clock.millis();
    long step = limit.back().toMillis();
    long[] wait = {0};
    fulls(limit)
        .asMap()
        .compute(
            key,
            (_, known) -> {
              long full = Math.max(known == null ? now : known, now) + step;
              wait[0] = Math.max(0, full - now - step * limit.atOnce());
              return wait[0] > 0 ? full - step : full;
            });
    return Duration.ofMillis(wait[0]);
  }

  @Override
  public void giveBack(Tries limit, String key) {
    long now = clock.millis();
    fulls(limit)
        .asMap()
        .computeIfPresent(
            key,
            (_, full) ->
                full - limit.back().toMillis() <= now ? null : full - limit.back().toMillis());
  }

  @Override
  public void reset(Tries limit, String key) {
    fulls(limit).invalidate(key);
  }

  /// How many keys of the limit are counted.
  public long size(Window window) {
    Cache<String, Count> counts = counts(window);
    counts.cleanUp();
    return counts.estimatedSize();
  }

  private Cache<String, Count> counts(Window window) {
    return windows.computeIfAbsent(
        window,
        _ ->
            Caffeine.newBuilder()
                .maximumSize(window.keys())
                .expireAfterWrite(window.length())
                .build());
  }

  private Cache<String, Long> fulls(Tries limit) {
    return tries.computeIfAbsent(
        limit,
        _ ->
            Caffeine.newBuilder()
                .maximumSize(limit.keys())
                .expireAfterAccess(limit.back().multipliedBy(limit.atOnce()))
                .build());
  }
}
