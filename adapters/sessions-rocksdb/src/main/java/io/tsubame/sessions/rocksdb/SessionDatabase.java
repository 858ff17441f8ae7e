package io.tsubame.sessions.rocksdb;

import io.tsubame.application.Unavailable;
import io.tsubame.rocksdb.NativeLibrary;
import io.tsubame.rocksdb.NativeResources;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.LRUCache;
import org.rocksdb.ReadOptions;
import org.rocksdb.ReadTier;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteOptions;

/// The open database under the sessions.
final class SessionDatabase implements AutoCloseable {
  private static final List<String> COLUMN_FAMILIES = List.of("default", "entries", "ends", "meta");
  private static final long WRITE_BUFFER_BYTES = 8L << 20;
  private static final long BLOCK_CACHE_BYTES = 16L << 20;
  private static final long WAL_BYTES = 64L << 20;
  private static final int FILTER_BITS_PER_KEY = 10;
  private static final int MAX_OPEN_FILES = 128;
  private static final long INFO_LOG_BYTES = 4 << 20;
  private static final int INFO_LOGS = 2;

  private final NativeResources resources;
  final RocksDB db;
  final ColumnFamilyHandle entries;
  final ColumnFamilyHandle ends;
  final ColumnFamilyHandle meta;
  final ReadOptions cached;
  final ReadOptions full;
  final WriteOptions soon;
  final WriteOptions durably;

  private SessionDatabase(NativeResources resources, Path directory) throws RocksDBException {
    this.resources = resources;
    cached = resources.hold(new ReadOptions()).setReadTier(ReadTier.BLOCK_CACHE_TIER);
    full = resources.hold(new ReadOptions());
    soon = resources.hold(new WriteOptions());
    durably = resources.hold(new WriteOptions()).setSync(true);
    ColumnFamilyOptions rows = rowOptions();
    List<ColumnFamilyDescriptor> descriptors =
        COLUMN_FAMILIES.stream()
            .map(name -> new ColumnFamilyDescriptor(name.getBytes(StandardCharsets.UTF_8), rows))
            .toList();
    List<ColumnFamilyHandle> handles = new ArrayList<>();
    DBOptions options = databaseOptions(resources.hold(new DBOptions()));
    db = resources.hold(RocksDB.open(options, directory.toString(), descriptors, handles));
    handles.forEach(resources::hold);
    entries = handles.get(1);
    ends = handles.get(2);
    meta = handles.get(3);
  }

  static SessionDatabase open(Path directory) {
    NativeLibrary.load();
    NativeResources resources = new NativeResources();
    try {
      return new SessionDatabase(resources, directory);
    } catch (RocksDBException e) {
      resources.close();
      throw new Unavailable("cannot open the sessions " + directory + ": " + e.getMessage(), e);
    }
  }

  private static DBOptions databaseOptions(DBOptions options) {
    return options
        .setCreateIfMissing(true)
        .setCreateMissingColumnFamilies(true)
        .setWalRecoveryMode(WALRecoveryMode.PointInTimeRecovery)
        .setAvoidFlushDuringRecovery(true)
        .setMaxTotalWalSize(WAL_BYTES)
        .setMaxOpenFiles(MAX_OPEN_FILES)
        .setMaxLogFileSize(INFO_LOG_BYTES)
        .setKeepLogFileNum(INFO_LOGS);
  }

  private ColumnFamilyOptions rowOptions() {
    return resources
        .hold(new ColumnFamilyOptions())
        .setWriteBufferSize(WRITE_BUFFER_BYTES)
        .setCompressionType(CompressionType.LZ4_COMPRESSION)
        .setTableFormatConfig(
            new BlockBasedTableConfig()
                .setBlockCache(resources.hold(new LRUCache(BLOCK_CACHE_BYTES)))
                .setCacheIndexAndFilterBlocks(true)
                .setFilterPolicy(resources.hold(new BloomFilter(FILTER_BITS_PER_KEY))));
  }

  @Override
  public void close() {
    resources.close();
  }
}
