package io.tsubame.eventlog.rocksdb;

/// What the committer has done since the log was opened, and what waits for it now.
///
/// @param requests that were durable at their end; divided by the flushes, the gain of sharing them
/// @param refusals as overload
/// @param failures of flushes: after one the log takes no more
public record RocksEventLogStatistics(
    long flushes,
    long requests,
    long refusals,
    long failures,
    int waitingBatches,
    int waitingBytes) {}
