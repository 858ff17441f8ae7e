package io.tsubame.application.shard;

import java.time.Duration;

/// Every bound of one shard. A server has many shards: multiply.
///
/// @param mailbox commands that wait to be decided
/// @param mailboxPerAggregate of these, for one aggregate, so that a hot room leaves room for
///   others
/// @param turn commands that are taken out of the mailbox at once and share a flush
/// @param turnPerAggregate of these, for one aggregate
/// @param batchBytes after which a turn is flushed in between
/// @param cachedBytes about how much memory the cached aggregates take
/// @param loadedParts messages, tasks and read markers that a cached room holds
/// @param rememberedCommands whose answers are known without asking the views
/// @param rememberedFor after which a command that is sent again may count as new
/// @param unprojectedCommits that the views may lag behind before new commands are refused
/// @param unprojectedBytes the same in encoded bytes
/// @param commandDeadline after which a sender is told that the outcome is not known, or that
///   nothing was done
/// @param leastBackoff before a shard is opened again after a failure
/// @param greatestBackoff to which it doubles
public record ShardLimits(
    int mailbox,
    int mailboxPerAggregate,
    int turn,
    int turnPerAggregate,
    int batchBytes,
    long cachedBytes,
    int loadedParts,
    int rememberedCommands,
    Duration rememberedFor,
    int unprojectedCommits,
    long unprojectedBytes,
    Duration commandDeadline,
    Duration leastBackoff,
    Duration greatestBackoff) {

  /// What a server of 64 shards uses that nobody configured.
  public static final ShardLimits DEFAULT =
      new ShardLimits(
          4_096,
          2_048,
          256,
          64,
          1 << 20,
          4L << 20,
          256,
          4_096,
          Duration.ofDays(3),
          20_000,
          8L << 20,
          Duration.ofSeconds(10),
          Duration.ofMillis(10),
          Duration.ofSeconds(1));

  public ShardLimits {
    if (mailbox <= 0
        || mailboxPerAggregate <= 0
        || turn <= 0
        || turnPerAggregate <= 0
        || batchBytes <= 0
        || unprojectedCommits <= 0
        || unprojectedBytes <= 0) {
      throw new IllegalArgumentException("limits of a shard must be positive: " + this);
    }
  }
}
