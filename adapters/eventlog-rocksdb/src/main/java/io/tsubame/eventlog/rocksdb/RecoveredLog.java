package io.tsubame.eventlog.rocksdb;

import io.tsubame.application.Unavailable;
import io.tsubame.application.log.CorruptLog;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/// What an opened log knows from its directory: where each shard ends, found by one seek for each,
/// and the names of types.
record RecoveredLog(ShardTails tails, TypeNames types) {
  private static final int MAX_SHARDS = 4096;

  static RecoveredLog of(LogDatabase database, int shards) {
    if (shards < 1 || shards > MAX_SHARDS) {
      throw new IllegalArgumentException("a log has 1 to 4096 shards, not " + shards);
    }
    try {
      TypeNames types = new TypeNames();
      LogReader reader = new LogReader(database, types);
      List<byte[]> meta = reader.meta();
      if (meta.isEmpty()) {
        create(database, shards);
      } else {
        checkShards(meta.getFirst(), shards);
        meta.stream().skip(1).forEach(name -> types.add(new String(name, StandardCharsets.UTF_8)));
      }
      return new RecoveredLog(tails(reader, shards), types);
    } catch (RocksDBException e) {
      throw new Unavailable("cannot read the event log: " + e.getMessage(), e);
    }
  }

  private static void create(LogDatabase database, int shards) throws RocksDBException {
    byte[] key = new RecordKey(RecordKey.META_SHARD, 0).bytes();
    byte[] payload = ByteBuffer.allocate(Integer.BYTES).putInt(shards).array();
    try (WriteBatch batch = new WriteBatch()) {
      batch.put(key, new RecordValue(0, 0, payload).encode(key));
      database.write(batch);
    }
  }

  private static void checkShards(byte[] payload, int shards) {
    if (payload.length != Integer.BYTES) {
      throw new CorruptLog("the number of shards is not readable");
    }
    int stored = ByteBuffer.wrap(payload).getInt();
    if (stored != shards) {
      throw new IllegalArgumentException(
          "the event log was created with %d shards and cannot be opened with %d"
              .formatted(stored, shards));
    }
  }

  private static ShardTails tails(LogReader reader, int shards) throws RocksDBException {
    long[] ends = new long[shards];
    long[] epochs = new long[shards];
    for (int shard = 0; shard < shards; shard++) {
      LogReader.Last last = reader.last(shard);
      if (last != null) {
        ends[shard] = last.position() + 1;
        epochs[shard] = last.epoch();
      }
    }
    return new ShardTails(ends, epochs);
  }
}
