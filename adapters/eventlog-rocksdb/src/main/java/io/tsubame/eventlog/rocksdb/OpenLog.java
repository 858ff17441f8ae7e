package io.tsubame.eventlog.rocksdb;

import io.tsubame.application.Unavailable;
import io.tsubame.application.log.EventLog.LogRecord;
import io.tsubame.application.log.EventLog.Ownership;
import io.tsubame.application.log.EventLog.StoredRecord;
import io.tsubame.application.log.NotOwner;
import io.tsubame.rocksdb.NativeAccess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/// The log from one opening of its database to its closing. A flush that fails ends the writing;
/// reads go on until it is closed.
final class OpenLog implements AutoCloseable {
  private final LogDatabase database;
  private final TypeNames types;
  private final ShardTails tails;
  private final Committer committer;
  private final LogReader reader;
  private final NativeAccess access;
  private volatile boolean closed;

  /// What each opening of one log has in common.
  ///
  /// @param disk stands between the committer and the database; for tests
  record Settings(
      Path directory,
      int shards,
      RocksEventLogConfig config,
      UnaryOperator<DurableWrite> disk,
      Committer.Counters counters) {}

  private OpenLog(
      LogDatabase database, RecoveredLog recovered, Settings settings, Runnable onFailure) {
    this.database = database;
    RocksEventLogConfig config = settings.config();
    types = recovered.types();
    tails = recovered.tails();
    reader = new LogReader(database, types);
    access = new NativeAccess("eventlog-reader", config.readThreads(), config.maxWaitingReads());
    DurableWrite disk = settings.disk().apply(database::write);
    committer = new Committer(disk, recovered, config, settings.counters(), onFailure);
    committer.start();
  }

  /// @param onFailure called once, when a flush failed
  static OpenLog open(Settings settings, LogDatabase.Recovery recovery, Runnable onFailure) {
    LogDatabase database = LogDatabase.open(settings.directory(), settings.config(), recovery);
    try {
      RecoveredLog recovered = RecoveredLog.of(database, settings.shards());
      return new OpenLog(database, recovered, settings, onFailure);
    } catch (RuntimeException | Error e) {
      database.close();
      throw e;
    }
  }

  Ownership takeOver(int shard) {
    Request.TakeOver request = new Request.TakeOver(shard);
    committer.submit(request);
    return Objects.requireNonNull(request.ownership);
  }

  void append(Ownership owner, long expectedPosition, List<LogRecord> records) {
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

  /// Costs no flush: who opens a shard does it here, since the directory is of one process.
  void confirm(Ownership owner) {
    if (closed) {
      throw new Unavailable("the event log is closed");
    }
    NotOwner displaced = tails.displaced(owner);
    if (displaced != null) {
      throw displaced;
    }
  }

  long end(int shard) {
    return tails.durableEnd(shard);
  }

  List<StoredRecord> read(int shard, long from, int maxRecords, int maxBytes) {
    long end = end(shard);
    return access.call(
        () -> from >= end ? List.of() : reader.read(shard, from, end, maxRecords, maxBytes));
  }

  RocksEventLogStatistics statistics() {
    return committer.statistics();
  }

  /// Only the first call does anything.
  @Override
  public void close() {
    closed = true;
    access.close(() -> {
      committer.close();
      database.close();
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
}
