package io.tsubame.eventlog.rocksdb;

import java.time.Duration;

/// The bounds of the log.
///
/// @param maxWaitingBytes of batches that wait for the committer; more are refused as overload
/// @param maxWaitingBatches the same, in batches
/// @param flushBytes about how much goes into one flush at most
/// @param appendDeadline after which an append stops waiting for the disk, its outcome unknown
/// @param writeBufferBytes of records in memory before they go into a table file, twice at most
/// @param blockCacheBytes of the tables' blocks in memory
/// @param readThreads on which virtual threads read
/// @param maxWaitingReads that wait for a read thread; more are refused as overload
public record RocksEventLogConfig(
    int maxWaitingBytes,
    int maxWaitingBatches,
    int flushBytes,
    Duration appendDeadline,
    long writeBufferBytes,
    long blockCacheBytes,
    int readThreads,
    int maxWaitingReads) {
  /// Of one batch; larger ones are a fault of the caller.
  static final int MAX_BATCH_BYTES = 32 << 20;

  public static final RocksEventLogConfig DEFAULT =
      new RocksEventLogConfig(
          64 << 20, 4096, 8 << 20, Duration.ofSeconds(30), 64L << 20, 32L << 20, 2, 1024);

  public RocksEventLogConfig {
    if (maxWaitingBytes < 1
        || maxWaitingBatches < 1
        || flushBytes < 1
        || !appendDeadline.isPositive()
        || writeBufferBytes < 1
        || blockCacheBytes < 1
        || readThreads < 1
        || maxWaitingReads < 1) {
      throw new IllegalArgumentException("every bound of the log is at least 1: " + this);
    }
  }
}
