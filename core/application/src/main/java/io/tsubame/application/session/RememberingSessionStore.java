package io.tsubame.application.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tsubame.application.Unavailable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A session store that lies elsewhere, and what this node remembers of it: while the store does
/// not answer, entries count that this node saw there lately. So people who are signed in stay in.
///
/// **What that means for signing out.** While the store answers, it alone is asked, so nothing that
/// was removed is given, by whichever node. A removal that the store did not take is not reported
/// as done; this node gives the entry no more until it has seen it in the store again. An entry
/// that was removed through another node, after this one saw it and before the store went away, is
/// given here until the age is over.
///
/// It can outlive its own end by that age, too. The rules are numbered in
/// `docs/spec/session-store.md`.
public final class RememberingSessionStore implements SessionStore {
  private final SessionStore store;
  private final Predicate<byte[]> remembered;

  /// By keys, a character for each byte.
  private final Cache<String, byte[]> memory;

  private final AtomicLong removals = new AtomicLong();
  private final LongAdder answers = new LongAdder();

  /// @param entries that are remembered at most, those that were used least go first
  /// @param age after which what was not seen in the store again is forgotten
  public record Memory(int entries, Duration age) {
    public static final Memory DEFAULT = new Memory(100_000, Duration.ofMinutes(15));

    public Memory {
      if (entries < 0 || age.isNegative()) {
        throw new IllegalArgumentException("a memory has 0 or more entries");
      }
    }
  }

  /// @param remembered whether an entry with the key is worth it; of few bytes
  public RememberingSessionStore(
      SessionStore store, Predicate<byte[]> remembered, Memory memory, InstantSource clock) {
    this.store = store;
    this.remembered = remembered;
    this.memory =
        Caffeine.newBuilder()
            .maximumSize(memory.entries())
            .expireAfterWrite(memory.age())
            .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
            .build();
  }

  /// How often an answer came from memory, because the store gave none.
  public long answers() {
    return answers.sum();
  }

  @Override
  public byte @Nullable [] get(byte[] key) {
    long before = removals.get();
    try {
      byte[] value = store.get(key);
      if (value == null) {
        memory.invalidate(text(key));
      } else {
        remember(key, value, before);
      }
      return value;
    } catch (Unavailable away) {
      return known(key, away).clone();
    }
  }

  @Override
  public void put(byte[] key, byte[] value, Duration timeToLive) {
    long before = removals.get();
    store.put(key, value, timeToLive);
    remember(key, value, before);
  }

  @Override
  public byte @Nullable [] putIfAbsent(byte[] key, byte[] value, Duration timeToLive) {
    long before = removals.get();
    byte[] present = store.putIfAbsent(key, value, timeToLive);
    remember(key, present == null ? value : present, before);
    return present;
  }

  @Override
  public boolean touch(byte[] key, Duration timeToLive) {
    try {
      return store.touch(key, timeToLive);
    } catch (Unavailable away) {
      known(key, away);
      return true;
    }
  }

  @Override
  public void delete(byte[] key) {
    removals.incrementAndGet();
    memory.invalidate(text(key));
    store.delete(key);
  }

  @Override
  public void deleteByPrefix(byte[] prefix) {
    removals.incrementAndGet();
    String beginning = text(prefix);
    memory.asMap().keySet().removeIf(key -> key.startsWith(beginning));
    store.deleteByPrefix(prefix);
  }

  @Override
  public Optional<String> damage() {
    return store.damage();
  }

  @Override
  public void close() {
    memory.invalidateAll();
    store.close();
  }

  /// Not what was read before a removal that may have been of this entry.
  private void remember(byte[] key, byte[] value, long before) {
    if (remembered.test(key)) {
      memory.asMap().compute(text(key), (_, old) -> removals.get() == before ? value.clone() : old);
    }
  }

  private byte[] known(byte[] key, Unavailable away) {
    byte[] value = memory.getIfPresent(text(key));
    if (value == null) {
      throw away;
    }
    answers.increment();
    return value;
  }

  private static String text(byte[] key) {
    return new String(key, StandardCharsets.ISO_8859_1);
  }
}
