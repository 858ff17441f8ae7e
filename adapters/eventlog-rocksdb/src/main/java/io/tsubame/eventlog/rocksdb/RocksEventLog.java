package io.tsubame.eventlog.rocksdb;

import io.tsubame.application.log.EventLog;
import io.tsubame.rocksdb.DirectoryLock;
import io.tsubame.rocksdb.NativeAccess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// The event log in a directory of this machine.
///
/// Appends of all threads meet in one queue and share flushes; no caller runs native code. Reads
/// iterate over records, so they run on the log's own threads where the caller is a virtual one.
public final class RocksEventLog implements EventLog {
  private final DirectoryLock lock;
  private final LogDatabase database;
  private final TypeNames types;
  private final ShardTails tails;
  private final Committer committer;
  private final LogReader reader;
  private final NativeAccess access;

  private RocksEventLog(
      DirectoryLock lock,
      LogDatabase database,
      RecoveredLog recovered,
      RocksEventLogConfig config) {
    this.lock = lock;
    this.database = database;
    types = recovered.types();
    tails = recovered.tails();
    reader = new LogReader(database, types);
    access = new NativeAccess("eventlog-reader", config.readThreads(), config.maxWaitingReads());
    committer = new Committer(database::write, tails, types, config);
    committer.start();
  }

  /// Opens the log of a directory, and creates it where there is none.
  ///
  /// @param shards fixed when the log is created
  /// @throws io.tsubame.application.Unavailable where the directory cannot be used, above all while
  ///   another process uses it
  /// @throws IllegalArgumentException where the log was created with another number of shards
  /// @throws io.tsubame.application.log.CorruptLog where the log is damaged
  public static RocksEventLog open(Path directory, int shards, RocksEventLogConfig config) {
    DirectoryLock lock = DirectoryLock.take(directory);
    LogDatabase database = null;
    try {
      database = LogDatabase.open(directory.resolve("rocksdb"), config);
      return new RocksEventLog(lock, database, RecoveredLog.of(database, shards), config);
    } catch (RuntimeException | Error e) {
      if (database != null) {
        database.close();
      }
      lock.close();
      throw e;
    }
  }

  @Override
  public int shards() {
    return tails.shards();
  }

  @Override
  public Ownership open(int shard) {
    Request.TakeOver request = new Request.TakeOver(checkedShard(shard));
    committer.submit(request);
    return Objects.requireNonNull(request.ownership);
  }

  @Override
  public void append(Ownership owner, long expectedPosition, List<LogRecord> records) {
    checkedShard(owner.shard());
    if (records.isEmpty()) {
      throw new IllegalArgumentException("there is nothing to append");
    }
    List<Request.Entry> entries = new ArrayList<>(records.size());
    long bytes = 0;
    for (LogRecord logRecord : records) {
      byte[] key = new RecordKey(owner.shard(), expectedPosition + entries.size()).bytes();
      int type = typeNumber(logRecord.type());
      byte[] value = new RecordValue(owner.epoch(), type, logRecord.payload()).encode(key);
      entries.add(new Request.Entry(key, value));
      bytes += value.length;
      if (bytes > RocksEventLogConfig.MAX_BATCH_BYTES) {
        throw new IllegalArgumentException("a batch has at most 32 MiB");
      }
    }
    committer.submit(new Request.Append(owner, expectedPosition, entries));
  }

  @Override
  public long end(int shard) {
    return tails.durableEnd(checkedShard(shard));
  }

  @Override
  public List<StoredRecord> read(int shard, long from, int maxRecords, int maxBytes) {
    long end = end(shard);
    if (from < 0 || maxRecords < 1 || maxBytes < 1) {
      throw new IllegalArgumentException("a read begins at 0 or later and asks for 1 or more");
    }
    return access.call(
        () -> from >= end ? List.of() : reader.read(shard, from, end, maxRecords, maxBytes));
  }

  public RocksEventLogStatistics statistics() {
    return committer.statistics();
  }

  @Override
  public void close() {
    access.close(() -> {
      committer.close();
      database.close();
      lock.close();
    });
  }

  private int typeNumber(String name) {
    Integer number = types.number(name);
    if (number == null || number == TypeNames.EPOCH_OPENED) {
      types.check(name);
      committer.submit(new Request.NameType(name));
      number = types.number(name);
    }
    return Objects.requireNonNull(number);
  }

  private int checkedShard(int shard) {
    if (shard < 0 || shard >= tails.shards()) {
      throw new IllegalArgumentException("no shard " + shard + " of " + tails.shards());
    }
    return shard;
  }
}
