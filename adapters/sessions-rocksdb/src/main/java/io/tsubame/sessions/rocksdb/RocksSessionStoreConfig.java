package io.tsubame.sessions.rocksdb;

import java.time.Duration;

/// The bounds of the session store.
///
/// @param maxEntries that have not ended; a new key beyond it is refused as overload
/// @param upkeepInterval between two flushes, so how much a power cut may take
/// @param sweptPerUpkeep how many ended entries one upkeep removes at most
/// @param threads on which virtual threads write, and read what is not in memory
/// @param maxWaiting calls for one of those threads; more are refused as overload
public record RocksSessionStoreConfig(
    long maxEntries, Duration upkeepInterval, int sweptPerUpkeep, int threads, int maxWaiting) {
  public static final RocksSessionStoreConfig DEFAULT =
      new RocksSessionStoreConfig(5_000_000, Duration.ofSeconds(1), 2_000, 2, 4096);

  public RocksSessionStoreConfig {
    if (maxEntries < 1
        || !upkeepInterval.isPositive()
        || sweptPerUpkeep < 1
        || threads < 1
        || maxWaiting < 1) {
      throw new IllegalArgumentException("every bound of the sessions is at least 1");
    }
  }

  RocksSessionStoreConfig withMaxEntries(long entries) {
    return new RocksSessionStoreConfig(
        entries, upkeepInterval, sweptPerUpkeep, threads, maxWaiting);
  }
}
