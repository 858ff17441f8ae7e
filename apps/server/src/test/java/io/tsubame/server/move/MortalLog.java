package io.tsubame.server.move;

import io.tsubame.application.log.EventLog;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// A log through which a process sees it that is killed at its n-th write, before or behind it.
final class MortalLog implements EventLog {
  /// The end of the process: nothing of it cleans up.
  static final class Killed extends Error {
    private static final long serialVersionUID = 1;
  }

  private final EventLog log;
  private final AtomicInteger writesToLive;
  private final boolean behind;
  private volatile boolean dead;

  /// @param writesToLive shared by all logs of the process
  /// @param behind whether the last write is done
  MortalLog(EventLog log, AtomicInteger writesToLive, boolean behind) {
    this.log = log;
    this.writesToLive = writesToLive;
    this.behind = behind;
  }

  @Override
  public int shards() {
    return log.shards();
  }

  @Override
  public Ownership open(int shard) {
    boolean last = isLast();
    dieIf(last && !behind);
    Ownership owner = log.open(shard);
    dieIf(last);
    return owner;
  }

  @Override
  public void append(Ownership owner, long expectedPosition, List<LogRecord> records) {
    boolean last = isLast();
    dieIf(last && !behind);
    log.append(owner, expectedPosition, records);
    dieIf(last);
  }

  @Override
  public void confirm(Ownership owner) {
    dieIf(dead || writesToLive.get() <= 0);
    log.confirm(owner);
  }

  @Override
  public long end(int shard) {
    dieIf(dead || writesToLive.get() <= 0);
    return log.end(shard);
  }

  @Override
  public List<StoredRecord> read(int shard, long from, int maxRecords, int maxBytes) {
    dieIf(dead || writesToLive.get() <= 0);
    return log.read(shard, from, maxRecords, maxBytes);
  }

  @Override
  public void close() {
    // The log outlives the process.
  }

  private boolean isLast() {
    int left = writesToLive.getAndDecrement();
    dieIf(left <= 0);
    return left == 1;
  }

  private void dieIf(boolean dying) {
    if (dying) {
      dead = true;
      throw new Killed();
    }
  }
}
