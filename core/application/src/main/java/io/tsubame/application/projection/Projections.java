package io.tsubame.application.projection;

import io.tsubame.application.follower.FollowerLimits;
import io.tsubame.application.follower.FollowerNumbers;
import io.tsubame.application.follower.LogFollower;
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
  private final List<ProjectionConsumer> consumers;
  private final List<LogFollower> followers;

  public Projections(
      List<Projection> projections,
      ViewStore store,
      EventLog log,
      CommitCodec codec,
      FollowerLimits limits) {
    consumers = projections.stream().map(each -> new ProjectionConsumer(each, store)).toList();
    followers = consumers.stream().map(each -> new LogFollower(each, log, codec, limits)).toList();
  }

  public void start() {
    followers.forEach(LogFollower::start);
  }

  @Override
  public void committed(Committed committed) {
    followers.forEach(follower -> follower.committed(committed));
  }

  @Override
  public long projected(int shard) {
    return followers.stream()
        .mapToLong(follower -> follower.consumed(shard))
        .min()
        .orElse(Long.MAX_VALUE);
  }

  @Override
  public boolean awaitProjected(int shard, long end, Duration timeout) throws InterruptedException {
    return LogFollower.awaitAll(followers, shard, end, timeout);
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
