package io.tsubame.application.fanout;

import java.time.Duration;

/// Bounds of the fan-out between nodes.
///
/// @param beat how often an owner tells how far it has come, where that has changed
/// @param silence after which an owner that tells nothing is not relied upon
/// @param check how often all shards are compared with the log, so how long a change can stay
///   unseen where nodes disagree about who owns a shard
/// @param pause between two readings of the log in place of an owner that is not heard, and between
///   two attempts to follow it
/// @param askTimeout how long a connection waits for an owner that does not answer
/// @param outbox changes that may wait for one other node; what is beyond it that node reads from
///   the log
/// @param messageBytes about how long a message between nodes gets
/// @param commitBytes longer commits are read from the log
/// @param held what may wait of one shard while its log is read
/// @param heldBytes the same in bytes
/// @param readRecords of the log at once
/// @param readBytes of the log at once
/// @param farBehind records of one shard that are read at most to catch up; beyond them all
///   connections come back
/// @param roomWeight members of rooms, and 16 for each room, that are remembered of each shard
/// @param followed rooms, and accounts, that one node may name to another
public record FanoutLimits(
    Duration beat,
    Duration silence,
    Duration check,
    Duration pause,
    Duration askTimeout,
    int outbox,
    int messageBytes,
    int commitBytes,
    int held,
    int heldBytes,
    int readRecords,
    int readBytes,
    int farBehind,
    int roomWeight,
    int followed) {
  public static final FanoutLimits DEFAULT =
      new FanoutLimits(
          Duration.ofMillis(25),
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          Duration.ofMillis(200),
          Duration.ofSeconds(1),
          20_000,
          64 << 10,
          1 << 20,
          1_000,
          4 << 20,
          500,
          1 << 20,
          20_000,
          50_000,
          2_000_000);
}
