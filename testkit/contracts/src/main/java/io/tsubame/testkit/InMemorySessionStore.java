package io.tsubame.testkit;

import io.tsubame.application.Overloaded;
import io.tsubame.application.Unavailable;
import io.tsubame.application.session.SessionStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A session store that lives as long as its object.
public final class InMemorySessionStore implements SessionStore {
  private final NavigableMap<byte[], Entry> entries;
  private final InstantSource clock;
  private final int maxEntries;
  private boolean closed;

  private record Entry(byte[] value, Instant end) {}

  public InMemorySessionStore(InstantSource clock, int maxEntries) {
    this(new TreeMap<>(Arrays::compareUnsigned), clock, maxEntries);
  }

  private InMemorySessionStore(
      NavigableMap<byte[], Entry> entries, InstantSource clock, int maxEntries) {
    this.entries = entries;
    this.clock = clock;
    this.maxEntries = maxEntries;
  }

  /// The store as a new process would find it.
  public synchronized InMemorySessionStore reopened() {
    return new InMemorySessionStore(entries, clock, maxEntries);
  }

  @Override
  public synchronized byte @Nullable [] get(byte[] key) {
    Entry entry = live(key);
    return entry == null ? null : entry.value().clone();
  }

  @Override
  public synchronized void put(byte[] key, byte[] value, Duration timeToLive) {
    Instant end = end(timeToLive);
    if (value.length > MAX_VALUE_BYTES) {
      throw new IllegalArgumentException("a value has at most 64 KiB");
    }
    if (live(key) == null && entries.size() >= maxEntries) {
      entries.values().removeIf(entry -> !entry.end().isAfter(clock.instant()));
      if (entries.size() >= maxEntries) {
        throw new Overloaded("the session store is full");
      }
    }
    entries.put(key.clone(), new Entry(value.clone(), end));
  }

  @Override
  public synchronized byte @Nullable [] putIfAbsent(byte[] key, byte[] value, Duration timeToLive) {
    byte[] present = get(key);
    if (present == null) {
      put(key, value, timeToLive);
    }
    return present;
  }

  @Override
  public synchronized boolean touch(byte[] key, Duration timeToLive) {
    Instant end = end(timeToLive);
    Entry entry = live(key);
    if (entry != null) {
      entries.put(key.clone(), new Entry(entry.value(), end));
    }
    return entry != null;
  }

  @Override
  public synchronized void delete(byte[] key) {
    checkKey(key);
    entries.remove(key);
  }

  @Override
  public synchronized void deleteByPrefix(byte[] prefix) {
    checkKey(prefix);
    entries
        .keySet()
        .removeIf(key ->
            key.length >= prefix.length
                && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length));
  }

  @Override
  public Optional<String> damage() {
    return Optional.empty();
  }

  @Override
  public synchronized void close() {
    closed = true;
  }

  private @Nullable Entry live(byte[] key) {
    checkKey(key);
    Entry entry = entries.get(key);
    return entry != null && entry.end().isAfter(clock.instant()) ? entry : null;
  }

  private Instant end(Duration timeToLive) {
    if (!timeToLive.isPositive()) {
      throw new IllegalArgumentException("an entry lives for some time");
    }
    return clock.instant().plus(timeToLive);
  }

  private void checkKey(byte[] key) {
    if (closed) {
      throw new Unavailable("the session store is closed");
    }
    if (key.length < 1 || key.length > MAX_KEY_BYTES) {
      throw new IllegalArgumentException("a key has 1 to 256 bytes");
    }
  }
}
