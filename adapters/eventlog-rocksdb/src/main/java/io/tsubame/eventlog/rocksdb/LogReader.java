package io.tsubame.eventlog.rocksdb;

import io.tsubame.application.log.CorruptLog;
import io.tsubame.application.log.EventLog.StoredRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Status;

/// Reads records, and checks that they are the ones that were written: none missing, none changed.
final class LogReader {
  private final LogDatabase database;
  private final TypeNames types;

  LogReader(LogDatabase database, TypeNames types) {
    this.database = database;
    this.types = types;
  }

  /// Records from a position on.
  ///
  /// @param end the end that the caller may see; there is a record at every position before it
  List<StoredRecord> read(int shard, long from, long end, int maxRecords, int maxBytes)
      throws RocksDBException {
    List<StoredRecord> records = new ArrayList<>();
    long bytes = 0;
    try (RocksIterator iterator = database.iterator()) {
      iterator.seek(new RecordKey(shard, from).bytes());
      for (long position = from;
          position < end && records.size() < maxRecords && bytes < maxBytes;
          position++) {
        StoredRecord stored = stored(iterator, new RecordKey(shard, position));
        records.add(stored);
        bytes += stored.payload().length;
        iterator.next();
      }
    }
    return records;
  }

  /// The last record of a shard; null where it has none.
  @Nullable Last last(int shard) throws RocksDBException {
    try (RocksIterator iterator = database.iterator()) {
      iterator.seekForPrev(new RecordKey(shard, Long.MAX_VALUE).bytes());
      check(iterator, "the end of shard " + shard);
      if (!iterator.isValid() || RecordKey.of(iterator.key()).shard() != shard) {
        return null;
      }
      byte[] key = iterator.key();
      return new Last(
          RecordKey.of(key).position(), RecordValue.decode(key, iterator.value()).epoch());
    }
  }

  record Last(long position, long epoch) {}

  /// The payloads of the log's own records, in their order.
  List<byte[]> meta() throws RocksDBException {
    List<byte[]> payloads = new ArrayList<>();
    try (RocksIterator iterator = database.iterator()) {
      RecordKey first = new RecordKey(RecordKey.META_SHARD, 0);
      for (iterator.seek(first.bytes()); iterator.isValid(); iterator.next()) {
        payloads.add(value(iterator, new RecordKey(first.shard(), payloads.size())).payload());
      }
      check(iterator, "the log's own records");
    }
    return payloads;
  }

  private StoredRecord stored(RocksIterator iterator, RecordKey at) throws RocksDBException {
    RecordValue value = value(iterator, at);
    return new StoredRecord(
        at.shard(), at.position(), value.epoch(), types.name(at, value.type()), value.payload());
  }

  private static RecordValue value(RocksIterator iterator, RecordKey at) throws RocksDBException {
    byte[] key = at.bytes();
    if (!iterator.isValid() || !Arrays.equals(key, iterator.key())) {
      check(iterator, at.toString());
      throw new CorruptLog("the record at " + at + " is missing");
    }
    return RecordValue.decode(key, iterator.value());
  }

  /// RocksDB checks its blocks by itself; its findings get the log's own name.
  private static void check(RocksIterator iterator, String at) throws RocksDBException {
    try {
      iterator.status();
    } catch (RocksDBException e) {
      Status status = e.getStatus();
      if (status != null && status.getCode() == Status.Code.Corruption) {
        throw new CorruptLog("a block is damaged at " + at + ": " + e.getMessage(), e);
      }
      throw e;
    }
  }
}
