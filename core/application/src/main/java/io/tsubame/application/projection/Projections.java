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
  private final List<LogFollower> followers;

  public Projections(
      List<Projection> projections,
      ViewStore store,
      EventLog log,
      CommitCodec codec,
      FollowerLimits limits) {
    followers =
        projections.stream()
            .map(each -> new LogFollower(new ProjectionConsumer(each, store), log, codec, limits))
            .toList();
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
    long deadline = System.nanoTime() + timeout.toNanos();
    boolean all = true;
    for (LogFollower follower : followers) {
      Duration rest = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
      all &= follower.awaitConsumed(shard, end, rest);
    }
    return all;
  }

  public List<FollowerNumbers> numbers() {
    return followers.stream().map(LogFollower::numbers).toList();
  }

  @Override
  public void close() {
    followers.forEach(LogFollower::close);
  }
}
