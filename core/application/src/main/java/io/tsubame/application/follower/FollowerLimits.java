package io.tsubame.application.follower;

import java.time.Duration;

/// Every bound of one follower of the log.
///
/// @param tail commits that wait in memory; those beyond it are read from the log
/// @param batchCommits that are consumed together at most
/// @param batchBytes about how much of a shard's log is read at once
/// @param leastBackoff before an attempt is repeated
/// @param greatestBackoff to which it doubles
/// @param leastRest after each batch, so that more comes together and each batch costs less
/// @param percent of the time that it works at most, 1 to 100: it rests after each batch for as
///   long as that takes, so that what is more urgent gets the processors
/// @param latePercent the same while a whole batch or more waits
public record FollowerLimits(
    int tail,
    int batchCommits,
    int batchBytes,
    Duration leastBackoff,
    Duration greatestBackoff,
    Duration leastRest,
    int percent,
    int latePercent) {

  private static final double LONGEST_REST_NANOS = 1e9;

  /// What a server uses that nobody configured.
  public static final FollowerLimits DEFAULT =
      new FollowerLimits(
          16_384,
          1_024,
          1 << 20,
          Duration.ofMillis(10),
          Duration.ofSeconds(1),
          Duration.ZERO,
          100,
          100);

  public FollowerLimits {
    boolean shares = percent >= 1 && latePercent >= percent && latePercent <= 100;
    if (tail <= 0 || batchCommits <= 0 || batchBytes <= 0 || !shares) {
      throw new IllegalArgumentException("limits of a follower must be positive: " + this);
    }
  }

  /// The same for work that nobody waits for.
  public FollowerLimits unhurried(Duration rest) {
    return new FollowerLimits(
        tail, batchCommits, batchBytes, leastBackoff, greatestBackoff, rest, percent, latePercent);
  }

  /// How long to rest after work. What is in proportion to it ends at a second.
  ///
  /// @param waiting commits
  Duration restAfter(Duration work, long waiting) {
    int share = waiting < batchCommits ? percent : latePercent;
    double nanos = Math.min(work.toNanos() * (100.0 / share - 1), LONGEST_REST_NANOS);
    Duration rest = Duration.ofNanos((long) nanos);
    return rest.compareTo(leastRest) > 0 ? rest : leastRest;
  }
}
