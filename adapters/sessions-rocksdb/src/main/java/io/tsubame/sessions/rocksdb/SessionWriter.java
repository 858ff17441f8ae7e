package io.tsubame.sessions.rocksdb;

import io.tsubame.application.Unavailable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/// The changes of the store. One at a time, so that entries, their ends and their count agree.
final class SessionWriter {
  private static final byte[] COUNT = "count".getBytes(StandardCharsets.US_ASCII);
  private static final int DELETED_PER_BATCH = 500;

  private final SessionDatabase database;
  private final long maxEntries;
  private final ReentrantLock lock = new ReentrantLock();
  private long count;

  private SessionWriter(SessionDatabase database, long maxEntries, long count) {
    this.database = database;
    this.maxEntries = maxEntries;
    this.count = count;
  }

  static SessionWriter of(SessionDatabase database, long maxEntries) {
    try {
      byte[] stored = database.db.get(database.meta, COUNT);
      long count = stored == null ? 0 : ByteBuffer.wrap(stored).getLong();
      return new SessionWriter(database, maxEntries, count);
    } catch (RocksDBException e) {
      throw new Unavailable("cannot read the sessions: " + e.getMessage(), e);
    }
  }

  /// How many entries there are, ended ones included that were not swept yet.
  long count() {
    lock.lock();
    try {
      return count;
    } finally {
      lock.unlock();
    }
  }

  /// @return whether there was room
  boolean put(byte[] key, SessionEntry entry, long nowMillis) throws RocksDBException {
    lock.lock();
    try {
      SessionEntry before = stored(key);
      if (before == null && count >= maxEntries && sweep(nowMillis, DELETED_PER_BATCH) == 0) {
        return false;
      }
      replace(key, before, entry);
      return true;
    } finally {
      lock.unlock();
    }
  }

  /// What has come of an entry that was to be put where there is none.
  ///
  /// @param present the live entry that is there already, null where there is none
  /// @param written whether it is the new one; neither where there was no room
  record Put(@Nullable SessionEntry present, boolean written) {}

  Put putIfAbsent(byte[] key, SessionEntry entry, long nowMillis) throws RocksDBException {
    lock.lock();
    try {
      SessionEntry before = stored(key);
      return before != null && before.liveAt(nowMillis)
          ? new Put(before, false)
          : new Put(null, put(key, entry, nowMillis));
    } finally {
      lock.unlock();
    }
  }

  /// @return whether there was a live entry
  boolean touch(byte[] key, long endMillis, long nowMillis) throws RocksDBException {
    lock.lock();
    try {
      SessionEntry before = stored(key);
      if (before == null || !before.liveAt(nowMillis)) {
        return false;
      }
      replace(key, before, new SessionEntry(endMillis, before.value()));
      return true;
    } finally {
      lock.unlock();
    }
  }

  void delete(byte[] key) throws RocksDBException {
    lock.lock();
    try {
      SessionEntry before = stored(key);
      if (before != null) {
        remove(List.of(before.endKey(key)), database.durably);
      }
    } finally {
      lock.unlock();
    }
  }

  /// Lets others in between two batches.
  void deleteByPrefix(byte[] prefix) throws RocksDBException {
    boolean more = true;
    while (more) {
      lock.lock();
      try {
        List<byte[]> found = endKeysOf(prefix);
        if (!found.isEmpty()) {
          remove(found, database.durably);
        }
        more = found.size() == DELETED_PER_BATCH;
      } finally {
        lock.unlock();
      }
    }
  }

  /// Removes what has ended, the oldest first.
  ///
  /// @return how many entries were removed
  int sweep(long nowMillis, int limit) throws RocksDBException {
    lock.lock();
    try (RocksIterator iterator = database.db.newIterator(database.ends, database.full)) {
      List<byte[]> ended = new ArrayList<>();
      iterator.seekToFirst();
      while (iterator.isValid()
          && ended.size() < limit
          && SessionEntry.endOf(iterator.key()) <= nowMillis) {
        ended.add(iterator.key());
        iterator.next();
      }
      iterator.status();
      if (!ended.isEmpty()) {
        remove(ended, database.soon);
      }
      return ended.size();
    } finally {
      lock.unlock();
    }
  }

  private @Nullable SessionEntry stored(byte[] key) throws RocksDBException {
    return SessionEntry.decode(database.db.get(database.entries, database.full, key));
  }

  private List<byte[]> endKeysOf(byte[] prefix) throws RocksDBException {
    List<byte[]> found = new ArrayList<>();
    try (RocksIterator iterator = database.db.newIterator(database.entries, database.full)) {
      iterator.seek(prefix);
      while (iterator.isValid() && found.size() < DELETED_PER_BATCH) {
        byte[] key = iterator.key();
        if (key.length < prefix.length
            || !Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length)) {
          return found;
        }
        found.add(new SessionEntry(SessionEntry.endOf(iterator.value()), new byte[0]).endKey(key));
        iterator.next();
      }
      iterator.status();
    }
    return found;
  }

  private void replace(byte[] key, @Nullable SessionEntry before, SessionEntry after)
      throws RocksDBException {
    long newCount = before == null ? count + 1 : count;
    try (WriteBatch batch = new WriteBatch()) {
      if (before != null) {
        batch.delete(database.ends, before.endKey(key));
      }
      batch.put(database.entries, key, after.encode());
      batch.put(database.ends, after.endKey(key), new byte[0]);
      write(batch, newCount, database.soon);
    }
  }

  private void remove(List<byte[]> endKeys, WriteOptions options) throws RocksDBException {
    try (WriteBatch batch = new WriteBatch()) {
      for (byte[] endKey : endKeys) {
        batch.delete(database.ends, endKey);
        batch.delete(database.entries, SessionEntry.keyOf(endKey));
      }
      write(batch, count - endKeys.size(), options);
    }
  }

  private void write(WriteBatch batch, long newCount, WriteOptions options)
      throws RocksDBException {
    if (newCount != count) {
      batch.put(database.meta, COUNT, ByteBuffer.allocate(Long.BYTES).putLong(newCount).array());
    }
    database.db.write(options, batch);
    count = newCount;
  }
}
