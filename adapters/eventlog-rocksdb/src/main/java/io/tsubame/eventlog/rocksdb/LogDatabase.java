package io.tsubame.eventlog.rocksdb;

import io.tsubame.application.Unavailable;
import io.tsubame.application.log.CorruptLog;
import io.tsubame.rocksdb.Damage;
import io.tsubame.rocksdb.NativeLibrary;
import io.tsubame.rocksdb.NativeResources;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.IntStream;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.CompressionType;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.SstPartitionerFixedPrefixFactory;
import org.rocksdb.Status;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/// The open database under the log, with the settings that fit it.
final class LogDatabase implements AutoCloseable {
  private static final long TABLE_FILE_BYTES = 64L << 20;
  private static final long BLOCK_BYTES = 16 << 10;
  private static final int LEVELS = 7;
  private static final int MAX_OPEN_FILES = 512;
  private static final long INFO_LOG_BYTES = 4 << 20;
  private static final int INFO_LOGS = 4;

  private final NativeResources resources;
  private final RocksDB db;
  private final WriteOptions durably;
  private final ReadOptions reading;

  /// How what the write-ahead log holds beside the table files is kept when opening.
  enum Recovery {
    /// It stays where it is. A process that was killed may have left there what no flush has
    /// brought onto the disk: it is flushed before anybody sees it.
    AS_WRITTEN,
    /// It goes into table files. After a failed flush the system may believe that pages are on the
    /// disk that are not, so that flushing them again does nothing.
    WRITTEN_ANEW
  }

  private LogDatabase(
      NativeResources resources, Path directory, RocksEventLogConfig config, Recovery recovery)
      throws RocksDBException {
    this.resources = resources;
    Options options =
        options(resources.hold(new Options()), config)
            .setAvoidFlushDuringRecovery(recovery == Recovery.AS_WRITTEN);
    durably = resources.hold(new WriteOptions()).setSync(true);
    reading = resources.hold(new ReadOptions());
    db = resources.hold(RocksDB.open(options, directory.toString()));
  }

  static LogDatabase open(Path directory, RocksEventLogConfig config, Recovery recovery) {
    NativeLibrary.load();
    NativeResources resources = new NativeResources();
    try {
      flushWriteAheadLogs(directory);
      return new LogDatabase(resources, directory, config, recovery);
    } catch (IOException e) {
      resources.close();
      throw new Unavailable("cannot open the event log " + directory + ": " + e.getMessage(), e);
    } catch (RocksDBException e) {
      resources.close();
      Status status = e.getStatus();
      throw status != null && status.getCode() == Status.Code.Corruption
          ? new CorruptLog("the event log is damaged: " + Damage.of(directory, e), e)
          : new Unavailable("cannot open the event log " + directory + ": " + e.getMessage(), e);
    }
  }

  private static void flushWriteAheadLogs(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      try (DirectoryStream<Path> logs = Files.newDirectoryStream(directory, "*.log")) {
        for (Path log : logs) {
          try (FileChannel file = FileChannel.open(log, StandardOpenOption.WRITE)) {
            file.force(true);
          }
        }
      }
    }
  }

  /// Files are cut where the shard changes. New records of a shard then overlap with no older file,
  /// and most of compaction is moving files instead of rewriting them.
  ///
  /// A fault within the write-ahead log refuses to open, where RocksDB would by itself drop what
  /// lies behind it. Only a torn end is dropped: nobody was told that it is durable. The price is
  /// that the files cannot be recycled.
  private Options options(Options options, RocksEventLogConfig config) {
    return options
        .setCreateIfMissing(true)
        .setWalRecoveryMode(WALRecoveryMode.TolerateCorruptedTailRecords)
        .setMaxTotalWalSize(4 * config.writeBufferBytes())
        .setWriteBufferSize(config.writeBufferBytes())
        .setMaxWriteBufferNumber(2)
        .setTargetFileSizeBase(TABLE_FILE_BYTES)
        .setSstPartitionerFactory(resources.hold(new SstPartitionerFixedPrefixFactory(Short.BYTES)))
        .setCompressionPerLevel(compression())
        .setTableFormatConfig(
            new BlockBasedTableConfig()
                .setBlockCache(resources.hold(new LRUCache(config.blockCacheBytes())))
                .setCacheIndexAndFilterBlocks(true)
                .setPinL0FilterAndIndexBlocksInCache(true)
                .setBlockSize(BLOCK_BYTES))
        .setMaxOpenFiles(MAX_OPEN_FILES)
        .setMaxLogFileSize(INFO_LOG_BYTES)
        .setKeepLogFileNum(INFO_LOGS);
  }

  /// Fresh files are written while shards wait for the disk: fast there, small below.
  private static List<CompressionType> compression() {
    return IntStream.range(0, LEVELS)
        .mapToObj(level ->
            level == 0 ? CompressionType.LZ4_COMPRESSION : CompressionType.ZSTD_COMPRESSION)
        .toList();
  }

  /// Returns when the batch is on the disk.
  void write(WriteBatch batch) throws RocksDBException {
    db.write(durably, batch);
  }

  RocksIterator iterator() {
    return db.newIterator(reading);
  }

  @Override
  public void close() {
    resources.close();
  }
}
