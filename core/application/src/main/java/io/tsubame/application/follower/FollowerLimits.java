package io.tsubame.application.follower;

import java.time.Duration;

/// Every bound of one follower of the log.
///
/// @param tail commits that wait in memory; those beyond it are read from the log
/// @param batchCommits that are consumed together at most
/// @param batchBytes about how much of a shard's log is read at once
/// @param leastBackoff before an attempt is repeated
/// @param greatestBackoff to which it doubles
/// @param share the part of the time that it works at most, above 0 and at most 1: it rests after
///   each batch for as long as that takes, so that what is more urgent gets the processors
public record FollowerLimits(
    int tail,
    int batchCommits,
    int batchBytes,
    Duration leastBackoff,
    Duration greatestBackoff,
    double share) {

  private static final Duration LONGEST_REST = Duration.ofSeconds(1);

  /// What a server uses that nobody configured.
  public static final FollowerLimits DEFAULT =
      new FollowerLimits(16_384, 1_024, 1 << 20, Duration.ofMillis(10), Duration.ofSeconds(1), 1);

  public FollowerLimits {
    if (tail <= 0 || batchCommits <= 0 || batchBytes <= 0 || !(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("limits of a follower must be positive: " + this);
    }
  }

  /// How long to rest after work, a second at most.
  Duration restAfter(Duration work) {
    Duration rest = Duration.ofNanos((long) (work.toNanos() * (1 / share - 1)));
    return rest.compareTo(LONGEST_REST) < 0 ? rest : LONGEST_REST;
  }
}
