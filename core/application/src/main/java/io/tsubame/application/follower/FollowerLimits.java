package io.tsubame.application.follower;

import java.time.Duration;

/// Every bound of one follower of the log.
///
/// @param tail commits that wait in memory; those beyond it are read from the log
/// @param batchCommits that are consumed together at most
/// @param batchBytes about how much of a shard's log is read at once
/// @param leastBackoff before an attempt is repeated
/// @param greatestBackoff to which it doubles
/// @param rest after a batch from memory that was not full, while nobody waits, so that more comes
///   together and each batch costs less
public record FollowerLimits(
    int tail,
    int batchCommits,
    int batchBytes,
    Duration leastBackoff,
    Duration greatestBackoff,
    Duration rest) {
  /// What a server uses that nobody configured.
  public static final FollowerLimits DEFAULT =
      new FollowerLimits(
          16_384, 1_024, 1 << 20, Duration.ofMillis(10), Duration.ofSeconds(1), Duration.ZERO);

  public FollowerLimits {
    if (tail <= 0 || batchCommits <= 0 || batchBytes <= 0) {
      throw new IllegalArgumentException("limits of a follower must be positive: " + this);
    }
  }

  /// The same with such a rest.
  public FollowerLimits resting(Duration rest) {
    return new FollowerLimits(tail, batchCommits, batchBytes, leastBackoff, greatestBackoff, rest);
  }
}
