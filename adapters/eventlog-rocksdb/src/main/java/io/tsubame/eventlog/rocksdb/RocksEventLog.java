package io.tsubame.eventlog.rocksdb;

import io.tsubame.application.log.EventLog;
import io.tsubame.rocksdb.DirectoryLock;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/// The event log in a directory of this machine.
///
/// Appends of all threads meet in one queue and share flushes; no caller runs native code. Reads
/// iterate over records, so they run on the log's own threads where the caller is a virtual one.
///
/// When a flush fails, as on a full disk, the log takes nothing until it is opened anew, which it
/// does by itself as soon as the disk takes something again.
public final class RocksEventLog implements EventLog {
  private final DirectoryLock lock;
  private final int shards;
  private final Reopening log;

  private RocksEventLog(DirectoryLock lock, int shards, Reopening log) {
    this.lock = lock;
    this.shards = shards;
    this.log = log;
  }

  /// Opens the log of a directory, and creates it where there is none.
  ///
  /// @param shards fixed when the log is created
  /// @throws io.tsubame.application.Unavailable where the directory cannot be used, above all while
  ///   another process uses it
  /// @throws IllegalArgumentException where the log was created with another number of shards
  /// @throws io.tsubame.application.log.CorruptLog where the log is damaged
  public static RocksEventLog open(Path directory, int shards, RocksEventLogConfig config) {
    return open(directory, shards, config, UnaryOperator.identity());
  }

  /// The same for who has taken the directory's lock already. The log gives it back when it is
  /// closed, or cannot be opened.
  public static RocksEventLog open(
      DirectoryLock lock, Path directory, int shards, RocksEventLogConfig config) {
    return open(lock, directory, shards, config, UnaryOperator.identity());
  }

  /// @param disk stands between the log and its database
  static RocksEventLog open(
      Path directory, int shards, RocksEventLogConfig config, UnaryOperator<DurableWrite> disk) {
    return open(DirectoryLock.take(directory), directory, shards, config, disk);
  }

  private static RocksEventLog open(
      DirectoryLock lock,
      Path directory,
      int shards,
      RocksEventLogConfig config,
      UnaryOperator<DurableWrite> disk) {
    try {
      OpenLog.Settings settings =
          new OpenLog.Settings(
              directory.resolve("rocksdb"), shards, config, disk, new Committer.Counters());
      return new RocksEventLog(lock, shards, new Reopening(settings));
    } catch (RuntimeException | Error e) {
      lock.close();
      throw e;
    }
  }

  @Override
  public int shards() {
    return shards;
  }

  @Override
  public Ownership open(int shard) {
    return log.current().takeOver(checkedShard(shard));
  }

  @Override
  public void append(Ownership owner, long expectedPosition, List<LogRecord> records) {
    checkedShard(owner.shard());
    if (records.isEmpty()) {
      throw new IllegalArgumentException("there is nothing to append");
    }
    log.current().append(owner, expectedPosition, records);
  }

  @Override
  public void confirm(Ownership owner) {
    checkedShard(owner.shard());
    log.current().confirm(owner);
  }

  @Override
  public long end(int shard) {
    return log.current().end(checkedShard(shard));
  }

  @Override
  public List<StoredRecord> read(int shard, long from, int maxRecords, int maxBytes) {
    checkedShard(shard);
    if (from < 0 || maxRecords < 1 || maxBytes < 1) {
      throw new IllegalArgumentException("a read begins at 0 or later and asks for 1 or more");
    }
    return log.current().read(shard, from, maxRecords, maxBytes);
  }

  public RocksEventLogStatistics statistics() {
    return log.current().statistics();
  }

  /// How often it was tried to open the log anew after a failed flush.
  long trials() {
    return log.trials();
  }

  @Override
  public void close() {
    log.close();
    lock.close();
  }

  private int checkedShard(int shard) {
    if (shard < 0 || shard >= shards) {
      throw new IllegalArgumentException("no shard " + shard + " of " + shards);
    }
    return shard;
  }
}
