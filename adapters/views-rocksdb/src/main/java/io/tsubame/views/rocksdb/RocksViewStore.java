package io.tsubame.views.rocksdb;

import io.tsubame.application.view.Table;
import io.tsubame.application.view.ViewBatch;
import io.tsubame.application.view.ViewStore;
import io.tsubame.rocksdb.Damage;
import io.tsubame.rocksdb.DirectoryLock;
import io.tsubame.rocksdb.NativeAccess;
import io.tsubame.rocksdb.NativeResources;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ReadOptions;
import org.rocksdb.ReadTier;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/// The views in a directory of this machine. Reads of virtual threads run in place while all is in
/// memory, and on the store's own threads where the disk is needed.
public final class RocksViewStore implements ViewStore {
  private static final String DATABASE = "rocksdb";

  private final DirectoryLock lock;
  private final ViewDatabase database;
  private final NativeResources resources = new NativeResources();
  private final ReadOptions cached;
  private final ReadOptions full;
  private final WriteOptions writing;
  private final NativeAccess access;

  private RocksViewStore(DirectoryLock lock, ViewDatabase database, RocksViewStoreConfig config) {
    this.lock = lock;
    this.database = database;
    cached = resources.hold(new ReadOptions()).setReadTier(ReadTier.BLOCK_CACHE_TIER);
    full = resources.hold(new ReadOptions());
    writing = resources.hold(new WriteOptions());
    access = new NativeAccess("views", config.threads(), config.maxWaiting());
  }

  /// Opens the views of a directory, and creates them where there are none.
  ///
  /// @throws io.tsubame.application.Unavailable where the directory cannot be used, above all while
  ///   another process uses it
  public static RocksViewStore open(Path directory, RocksViewStoreConfig config) {
    DirectoryLock lock = DirectoryLock.take(directory);
    try {
      return new RocksViewStore(
          lock, ViewDatabase.open(directory.resolve(DATABASE), config), config);
    } catch (RuntimeException | Error e) {
      lock.close();
      throw e;
    }
  }

  @Override
  public byte @Nullable [] get(Table table, byte[] key) {
    return access.cachedFirst(
        () -> get(database.table(table), cached, key), () -> get(database.table(table), full, key));
  }

  @Override
  public List<byte @Nullable []> multiGet(Table table, List<byte[]> keys) {
    return access.cachedFirst(() -> getAll(table, cached, keys), () -> getAll(table, full, keys));
  }

  @Override
  public List<Entry> scan(Table table, Range range, int limit, long bytes) {
    if (limit < 1) {
      throw new IllegalArgumentException("a scan asks for at least one entry");
    }
    RangeScan scan = new RangeScan(range, limit, bytes);
    return access.cachedFirst(
        () -> scan.run(database.db(), database.table(table), ReadTier.BLOCK_CACHE_TIER),
        () -> scan.run(database.db(), database.table(table), ReadTier.READ_ALL_TIER));
  }

  @Override
  public void write(ViewBatch batch) {
    access.call(() -> {
      try (WriteBatch writes = new WriteBatch()) {
        for (ViewBatch.Change change : batch.changes()) {
          add(writes, change);
        }
        for (ViewBatch.Checkpoint checkpoint : batch.checkpoints()) {
          writes.put(
              database.checkpoints(),
              checkpointKey(checkpoint.projection(), checkpoint.shard()),
              ByteBuffer.allocate(Long.BYTES).putLong(checkpoint.next()).array());
        }
        database.db().write(writing, writes);
      }
      return true;
    });
  }

  @Override
  public long checkpoint(String projection, int shard) {
    byte[] key = checkpointKey(projection, shard);
    byte[] next = access.call(() -> get(database.checkpoints(), full, key));
    return next == null ? 0 : ByteBuffer.wrap(next).getLong();
  }

  @Override
  public Optional<String> damage() {
    return access.call(() -> Damage.inTables(database.db()));
  }

  /// What is wrong in the write-ahead log of a directory that nobody has open. [#open] takes the
  /// part before it, and the log of events gives the rest again.
  public static Optional<String> damageInWriteAheadLog(Path directory) {
    return Damage.inWriteAheadLog(directory.resolve(DATABASE));
  }

  @Override
  public void close() {
    access.close(() -> {
      resources.close();
      database.close();
      lock.close();
    });
  }

  private byte @Nullable [] get(ColumnFamilyHandle table, ReadOptions options, byte[] key)
      throws RocksDBException {
    return database.db().get(table, options, key);
  }

  /// One by one: the list form of RocksDB's Java interface gives null where a read fails.
  private List<byte @Nullable []> getAll(Table table, ReadOptions options, List<byte[]> keys)
      throws RocksDBException {
    List<byte @Nullable []> values = new ArrayList<>(keys.size());
    for (byte[] key : keys) {
      values.add(get(database.table(table), options, key));
    }
    return values;
  }

  private void add(WriteBatch writes, ViewBatch.Change change) throws RocksDBException {
    byte[] value = change.value();
    if (value == null) {
      writes.delete(database.table(change.table()), change.key());
    } else {
      writes.put(database.table(change.table()), change.key(), value);
    }
  }

  private static byte[] checkpointKey(String projection, int shard) {
    byte[] name = projection.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(Integer.BYTES + name.length).putInt(shard).put(name).array();
  }
}
