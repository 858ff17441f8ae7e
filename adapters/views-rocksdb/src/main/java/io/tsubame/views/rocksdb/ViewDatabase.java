package io.tsubame.views.rocksdb;

import io.tsubame.application.Unavailable;
import io.tsubame.application.view.Table;
import io.tsubame.rocksdb.NativeLibrary;
import io.tsubame.rocksdb.NativeResources;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WALRecoveryMode;

/// The open database under the views, with the settings that fit each table.
final class ViewDatabase implements AutoCloseable {
  private static final String CHECKPOINTS = "checkpoints";
  private static final int FILTER_BITS_PER_KEY = 10;
  private static final long TABLE_WRITE_BUFFER_BYTES = 32L << 20;
  private static final long BLOCK_BYTES = 8 << 10;
  private static final int MAX_OPEN_FILES = 1024;
  private static final long INFO_LOG_BYTES = 4 << 20;
  private static final int INFO_LOGS = 4;

  private final NativeResources resources;
  private final RocksDB db;
  private final Map<Table, ColumnFamilyHandle> tables = new EnumMap<>(Table.class);
  private final ColumnFamilyHandle checkpoints;

  private ViewDatabase(NativeResources resources, Path directory, RocksViewStoreConfig config)
      throws RocksDBException {
    this.resources = resources;
    ColumnFamilyOptions rows = rowOptions(config);
    List<ColumnFamilyDescriptor> descriptors = new ArrayList<>();
    for (String name : names(directory)) {
      descriptors.add(new ColumnFamilyDescriptor(name.getBytes(StandardCharsets.UTF_8), rows));
    }
    List<ColumnFamilyHandle> handles = new ArrayList<>();
    DBOptions options = databaseOptions(resources.hold(new DBOptions()), config);
    db = resources.hold(RocksDB.open(options, directory.toString(), descriptors, handles));
    handles.forEach(resources::hold);
    List<String> opened = new ArrayList<>();
    for (ColumnFamilyHandle handle : handles) {
      opened.add(new String(handle.getName(), StandardCharsets.UTF_8));
    }
    for (Table table : Table.values()) {
      tables.put(table, handles.get(opened.indexOf(name(table))));
    }
    checkpoints = handles.get(opened.indexOf(CHECKPOINTS));
  }

  static ViewDatabase open(Path directory, RocksViewStoreConfig config) {
    NativeLibrary.load();
    NativeResources resources = new NativeResources();
    try {
      return new ViewDatabase(resources, directory, config);
    } catch (RocksDBException e) {
      resources.close();
      throw new Unavailable("cannot open the views " + directory + ": " + e.getMessage(), e);
    }
  }

  RocksDB db() {
    return db;
  }

  ColumnFamilyHandle table(Table table) {
    return Objects.requireNonNull(tables.get(table));
  }

  ColumnFamilyHandle checkpoints() {
    return checkpoints;
  }

  /// All that this release knows, and what a newer one has left: RocksDB opens all or nothing, and
  /// going back one release must work.
  private static Set<String> names(Path directory) throws RocksDBException {
    Set<String> names = new LinkedHashSet<>();
    try (Options options = new Options()) {
      RocksDB.listColumnFamilies(options, directory.toString())
          .forEach(name -> names.add(new String(name, StandardCharsets.UTF_8)));
    }
    names.add(new String(RocksDB.DEFAULT_COLUMN_FAMILY, StandardCharsets.UTF_8));
    names.add(CHECKPOINTS);
    for (Table table : Table.values()) {
      names.add(name(table));
    }
    return names;
  }

  private static String name(Table table) {
    return table.name().toLowerCase(Locale.ROOT);
  }

  /// After power loss the log of writes may be torn anywhere: the prefix before is taken.
  private static DBOptions databaseOptions(DBOptions options, RocksViewStoreConfig config) {
    return options
        .setCreateIfMissing(true)
        .setCreateMissingColumnFamilies(true)
        .setWalRecoveryMode(WALRecoveryMode.PointInTimeRecovery)
        .setAvoidFlushDuringRecovery(true)
        .setDbWriteBufferSize(config.writeBufferBytes())
        .setMaxTotalWalSize(2 * config.writeBufferBytes())
        .setMaxBackgroundJobs(2)
        .setMaxOpenFiles(MAX_OPEN_FILES)
        .setMaxLogFileSize(INFO_LOG_BYTES)
        .setKeepLogFileNum(INFO_LOGS);
  }

  /// A filter over whole keys: commands, members, tokens and markers are mostly asked for where
  /// there is nothing. No filter over prefixes: a scan is bounded by its range on both sides, and
  /// the rows that it wants are there. Indexes and filters live in the one cache, so that it bounds
  /// them too.
  private ColumnFamilyOptions rowOptions(RocksViewStoreConfig config) {
    return resources
        .hold(new ColumnFamilyOptions())
        .setWriteBufferSize(TABLE_WRITE_BUFFER_BYTES)
        .setCompressionType(CompressionType.LZ4_COMPRESSION)
        .setBottommostCompressionType(CompressionType.ZSTD_COMPRESSION)
        .setTableFormatConfig(
            new BlockBasedTableConfig()
                .setBlockCache(resources.hold(new LRUCache(config.blockCacheBytes())))
                .setCacheIndexAndFilterBlocks(true)
                .setCacheIndexAndFilterBlocksWithHighPriority(true)
                .setPinL0FilterAndIndexBlocksInCache(true)
                .setFilterPolicy(resources.hold(new BloomFilter(FILTER_BITS_PER_KEY)))
                .setOptimizeFiltersForMemory(true)
                .setBlockSize(BLOCK_BYTES));
  }

  @Override
  public void close() {
    resources.close();
  }
}
