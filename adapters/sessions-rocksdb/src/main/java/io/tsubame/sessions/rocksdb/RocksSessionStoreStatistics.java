package io.tsubame.sessions.rocksdb;

/// How full the store is, and what its upkeep has done since it was opened.
///
/// @param entries ended ones included that were not swept yet
/// @param upkeepFailures after which the same is tried again
public record RocksSessionStoreStatistics(long entries, long swept, long upkeepFailures) {}
