package io.tsubame.views.rocksdb;

/// The bounds of the view store.
///
/// @param blockCacheBytes of all tables together, with their indexes and filters
/// @param writeBufferBytes of all tables together, of rows in memory before they go into files
/// @param threads on which virtual threads write, and read what is not in memory
/// @param maxWaiting calls for one of those threads; more are refused as overload
public record RocksViewStoreConfig(
    long blockCacheBytes, long writeBufferBytes, int threads, int maxWaiting) {
  public static final RocksViewStoreConfig DEFAULT =
      new RocksViewStoreConfig(128L << 20, 128L << 20, 4, 4096);

  public RocksViewStoreConfig {
    if (blockCacheBytes < 1 || writeBufferBytes < 1 || threads < 1 || maxWaiting < 1) {
      throw new IllegalArgumentException("every bound of the views is at least 1");
    }
  }
}
