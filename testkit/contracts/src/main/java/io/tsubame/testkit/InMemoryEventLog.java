package io.tsubame.testkit;

import io.tsubame.application.OutcomeUnknown;
import io.tsubame.application.Unavailable;
import io.tsubame.application.log.EventLog;
import io.tsubame.application.log.NotOwner;
import io.tsubame.application.log.PositionConflict;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// An event log that lives as long as its object, with faults on demand. Durable means here: seen
/// by [#reopened].
public final class InMemoryEventLog implements EventLog {
  /// What an append does instead of its work.
  public enum Fault {
    /// Nothing is appended, and the caller is told so.
    UNAVAILABLE,
    /// As if another owner had taken over; nothing is appended.
    NOT_OWNER,
    /// The caller is not told that nothing was appended.
    OUTCOME_UNKNOWN_LOST,
    /// The caller is not told that everything was appended.
    OUTCOME_UNKNOWN_APPENDED
  }

  private final List<Shard> shards;
  private final ReentrantLock lock;
  private final Condition moved;
  private final Queue<Fault> faults = new ArrayDeque<>();
  private boolean closed;
  private boolean holding;
  private int held;

  private static final class Shard {
    final List<StoredRecord> records = new ArrayList<>();
    long epoch;
  }

  public InMemoryEventLog(int shards) {
    this(Stream.generate(Shard::new).limit(shards).toList(), new ReentrantLock());
  }

  private InMemoryEventLog(List<Shard> shards, ReentrantLock lock) {
    this.shards = shards;
    this.lock = lock;
    this.moved = lock.newCondition();
  }

  /// The log as a new process would find it: with all records, and without faults.
  public InMemoryEventLog reopened() {
    return new InMemoryEventLog(shards, lock);
  }

  /// Makes one coming append fail. Several calls stand in line.
  public void failNextAppend(Fault fault) {
    locked(() -> faults.add(fault));
  }

  /// Holds all appends from now on until [#releaseAppends], before they do anything.
  public void holdAppends() {
    locked(() -> holding = true);
  }

  public void releaseAppends() {
    locked(() -> {
      holding = false;
      moved.signalAll();
    });
  }

  /// Waits until this number of appends is being held.
  public void awaitHeldAppends(int number) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (held < number) {
        moved.await();
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public int shards() {
    return shards.size();
  }

  @Override
  public Ownership open(int shard) {
    lock.lock();
    try {
      Shard opened = openShard(shard);
      opened.epoch++;
      add(shard, opened, new LogRecord(EPOCH_OPENED, new byte[0]));
      return new Ownership(shard, opened.epoch, opened.records.size());
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void append(Ownership owner, long expectedPosition, List<LogRecord> records) {
    if (records.isEmpty()
        || records.stream().anyMatch(one -> one.type().isEmpty() || isEpochOpened(one))) {
      throw new IllegalArgumentException("an append has records, all with a type of their own");
    }
    lock.lock();
    try {
      waitWhileHeld();
      Shard shard = openShard(owner.shard());
      Fault fault = faults.poll();
      failBefore(fault);
      checkOwner(shard, owner, expectedPosition);
      records.forEach(one -> add(owner.shard(), shard, one));
      if (fault == Fault.OUTCOME_UNKNOWN_APPENDED) {
        throw new OutcomeUnknown("a fault on demand, after the append");
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void confirm(Ownership owner) {
    lock.lock();
    try {
      checkEpoch(openShard(owner.shard()), owner);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public long end(int shard) {
    lock.lock();
    try {
      return openShard(shard).records.size();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public List<StoredRecord> read(int shard, long from, int maxRecords, int maxBytes) {
    if (from < 0 || maxRecords < 1 || maxBytes < 1) {
      throw new IllegalArgumentException("a read begins at 0 or later and asks for 1 or more");
    }
    lock.lock();
    try {
      List<StoredRecord> stored = openShard(shard).records;
      List<StoredRecord> found = new ArrayList<>();
      long bytes = 0;
      for (long at = from;
          at < stored.size() && found.size() < maxRecords && bytes < maxBytes;
          at++) {
        StoredRecord next = stored.get((int) at);
        found.add(copy(next));
        bytes += next.payload().length;
      }
      return found;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    locked(() -> {
      closed = true;
      moved.signalAll();
    });
  }

  private static boolean isEpochOpened(LogRecord logRecord) {
    return logRecord.type().equals(EPOCH_OPENED);
  }

  private void waitWhileHeld() {
    held++;
    moved.signalAll();
    try {
      while (holding && !closed) {
        moved.awaitUninterruptibly();
      }
    } finally {
      held--;
    }
  }

  private static void failBefore(@Nullable Fault fault) {
    switch (fault) {
      case UNAVAILABLE -> throw new Unavailable("a fault on demand");
      case NOT_OWNER -> throw new NotOwner("a fault on demand");
      case OUTCOME_UNKNOWN_LOST -> throw new OutcomeUnknown("a fault on demand");
      case OUTCOME_UNKNOWN_APPENDED -> {}
      case null -> {}
    }
  }

  private static void checkEpoch(Shard shard, Ownership owner) {
    if (owner.epoch() != shard.epoch) {
      throw new NotOwner("epoch " + owner.epoch() + " is not " + shard.epoch);
    }
  }

  private static void checkOwner(Shard shard, Ownership owner, long expectedPosition) {
    checkEpoch(shard, owner);
    if (expectedPosition != shard.records.size()) {
      throw new PositionConflict(expectedPosition + " is not " + shard.records.size());
    }
  }

  private static void add(int number, Shard shard, LogRecord added) {
    shard.records.add(
        new StoredRecord(
            number, shard.records.size(), shard.epoch, added.type(), added.payload().clone()));
  }

  private static StoredRecord copy(StoredRecord stored) {
    return new StoredRecord(
        stored.shard(), stored.position(), stored.epoch(), stored.type(), stored.payload().clone());
  }

  private Shard openShard(int shard) {
    if (closed) {
      throw new Unavailable("the event log is closed");
    }
    if (shard < 0 || shard >= shards.size()) {
      throw new IllegalArgumentException("no shard " + shard + " of " + shards.size());
    }
    return shards.get(shard);
  }

  private void locked(Runnable work) {
    lock.lock();
    try {
      work.run();
    } finally {
      lock.unlock();
    }
  }
}
