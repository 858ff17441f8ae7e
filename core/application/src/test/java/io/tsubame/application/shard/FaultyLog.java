package io.tsubame.application.shard;

import io.tsubame.application.OutcomeUnknown;
import io.tsubame.application.Unavailable;
import io.tsubame.application.log.EventLog;
import io.tsubame.application.log.NotOwner;
import io.tsubame.application.log.PositionConflict;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Semaphore;

/// A log in memory whose appends fail, or wait, as a test says.
public final class FaultyLog implements EventLog {
  public enum Fault {
    /// Nothing is appended, and the log says so.
    UNAVAILABLE,
    NOT_OWNER,
    CONFLICT,
    /// Nothing is appended, and nobody knows.
    LOST,
    /// All is appended, and nobody knows.
    KEPT,
    /// All is appended, and the adapter breaks.
    BROKEN
  }

  private final List<List<StoredRecord>> shards = new ArrayList<>();
  private final long[] epochs;
  private final Queue<Fault> faults = new ArrayDeque<>();
  private boolean readable = true;
  private int reads;
  private final List<Integer> batches = new ArrayList<>();

  /// Appends take one each; a test that holds them all back drains it.
  final Semaphore permits = new Semaphore(1_000_000);

  /// One for each append that has begun.
  final Semaphore begun = new Semaphore(0);

  public FaultyLog(int shards) {
    for (int shard = 0; shard < shards; shard++) {
      this.shards.add(new ArrayList<>());
    }
    epochs = new long[shards];
  }

  /// What becomes of the next appends.
  public synchronized void failNext(Fault... next) {
    faults.addAll(List.of(next));
  }

  /// The number of records of each append that was tried.
  synchronized List<Integer> batches() {
    return List.copyOf(batches);
  }

  @Override
  public int shards() {
    return shards.size();
  }

  @Override
  public synchronized Ownership open(int shard) {
    epochs[shard]++;
    store(shard, List.of(new LogRecord(EPOCH_OPENED, new byte[0])));
    return new Ownership(shard, epochs[shard], end(shard));
  }

  @Override
  public void append(Ownership owner, long expectedPosition, List<LogRecord> records) {
    begun.release();
    permits.acquireUninterruptibly();
    synchronized (this) {
      batches.add(records.size());
      if (owner.epoch() != epochs[owner.shard()]) {
        throw new NotOwner("epoch " + owner.epoch());
      }
      if (expectedPosition != end(owner.shard())) {
        throw new PositionConflict("expected " + expectedPosition);
      }
      Fault fault = faults.poll();
      if (fault == null) {
        store(owner.shard(), records);
        return;
      }
      switch (fault) {
        case UNAVAILABLE -> throw new Unavailable("injected");
        case NOT_OWNER -> throw new NotOwner("injected");
        case CONFLICT -> throw new PositionConflict("injected");
        case LOST -> throw new OutcomeUnknown("injected");
        case KEPT -> {
          store(owner.shard(), records);
          throw new OutcomeUnknown("injected");
        }
        case BROKEN -> {
          store(owner.shard(), records);
          throw new IllegalStateException("injected");
        }
      }
    }
  }

  @Override
  public synchronized void confirm(Ownership owner) {
    if (owner.epoch() != epochs[owner.shard()]) {
      throw new NotOwner("epoch " + owner.epoch());
    }
  }

  @Override
  public synchronized long end(int shard) {
    return shards.get(shard).size();
  }

  /// Makes reads fail from now on, or work again.
  public synchronized void setReadable(boolean isReadable) {
    readable = isReadable;
  }

  public synchronized int reads() {
    return reads;
  }

  @Override
  public synchronized List<StoredRecord> read(int shard, long from, int maxRecords, int maxBytes) {
    reads++;
    if (!readable) {
      throw new Unavailable("injected");
    }
    List<StoredRecord> records = shards.get(shard);
    int end = (int) Math.min(records.size(), from + maxRecords);
    return from >= end ? List.of() : List.copyOf(records.subList((int) from, end));
  }

  @Override
  public void close() {}

  private void store(int shard, List<LogRecord> records) {
    List<StoredRecord> stored = shards.get(shard);
    for (LogRecord next : records) {
      stored.add(
          new StoredRecord(shard, stored.size(), epochs[shard], next.type(), next.payload()));
    }
  }
}
