package io.tsubame.application.projection;

import io.tsubame.application.Unavailable;
import io.tsubame.application.follower.FollowerLimits;
import io.tsubame.application.follower.FollowerNumbers;
import io.tsubame.application.follower.LogFollower;
import io.tsubame.application.log.CorruptLog;
import io.tsubame.application.log.EventLog;
import io.tsubame.application.shard.CommitCodec;
import io.tsubame.application.shard.CommitListener;
import io.tsubame.application.shard.Committed;
import io.tsubame.application.shard.ViewProgress;
import io.tsubame.application.view.ViewStore;
import java.time.Duration;
import java.util.List;

/// Runs the projections that fold the log into the views. Each follows the log by itself, so that
/// one that fails holds up no other.
public final class Projections implements CommitListener, ViewProgress, AutoCloseable {
  private final List<Projection> projections;
  private final ViewStore store;
  private final EventLog log;
  private final List<ProjectionConsumer> consumers;
  private final List<LogFollower> followers;

  public Projections(
      List<Projection> projections,
      ViewStore store,
      EventLog log,
      CommitCodec codec,
      FollowerLimits limits) {
    this.projections = List.copyOf(projections);
    this.store = store;
    this.log = log;
    consumers = projections.stream().map(each -> new ProjectionConsumer(each, store)).toList();
    followers = consumers.stream().map(each -> new LogFollower(each, log, codec, limits)).toList();
  }

  /// Follows all shards.
  ///
  /// @throws CorruptLog where the views hold what the log has lost
  public void start() {
    startWithNone();
    for (int shard = 0; shard < log.shards(); shard++) {
      follow(shard);
    }
  }

  /// Follows the shards that it is told to.
  ///
  /// @throws CorruptLog where the views hold what the log has lost
  public void startWithNone() {
    try {
      checkNotAhead();
    } catch (Unavailable _) {
      // The followers wait for the store.
    }
    followers.forEach(LogFollower::startWithNone);
  }

  /// Follows a shard from now on, from where the store says.
  public void follow(int shard) {
    followers.forEach(follower -> follower.follow(shard));
  }

  /// Follows a shard no more.
  public void leave(int shard) {
    followers.forEach(follower -> follower.leave(shard));
  }

  /// The log of the shard reaches so far, by whoever has written it.
  public void reaches(int shard, long end) {
    followers.forEach(follower -> follower.reaches(shard, end));
  }

  @Override
  public void committed(Committed committed) {
    followers.forEach(follower -> follower.committed(committed));
  }

  @Override
  public long projected(int shard) {
    long least = Long.MAX_VALUE;
    for (LogFollower follower : followers) { // asked by every post
      least = Math.min(least, follower.consumed(shard));
    }
    return least;
  }

  @Override
  public boolean awaitProjected(int shard, long end, Duration timeout) throws InterruptedException {
    return LogFollower.awaitAll(followers, shard, end, timeout);
  }

  /// Views that are ahead of the log would take its next records for known ones.
  private void checkNotAhead() {
    for (Projection projection : projections) {
      for (int shard = 0; shard < log.shards(); shard++) {
        long next = store.checkpoint(projection.name(), shard);
        if (next > log.end(shard)) {
          throw new CorruptLog(
              "shard %d of the log ends at position %d, but the views know it up to %d:"
                      .formatted(shard, log.end(shard), next)
                  + " records were lost. Restore the log; or remove the folder of the views, and"
                  + " they are made anew from what is left");
        }
      }
    }
  }

  /// Does something while all projections stand still between two batches, so that rows and
  /// checkpoints agree. They fall behind meanwhile: it must not take long.
  public void whilePaused(Runnable work) {
    Runnable nested = work;
    for (ProjectionConsumer consumer : consumers) {
      Runnable inner = nested;
      nested = () -> consumer.whilePaused(inner);
    }
    nested.run();
  }

  public List<FollowerNumbers> numbers() {
    return followers.stream().map(LogFollower::numbers).toList();
  }

  @Override
  public void close() {
    followers.forEach(LogFollower::close);
  }
}
