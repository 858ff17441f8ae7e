package io.tsubame.application.policy;

import io.tsubame.application.follower.FollowerLimits;
import io.tsubame.application.follower.FollowerNumbers;
import io.tsubame.application.follower.LogFollower;
import io.tsubame.application.log.EventLog;
import io.tsubame.application.shard.Commands;
import io.tsubame.application.shard.CommitCodec;
import io.tsubame.application.shard.CommitListener;
import io.tsubame.application.shard.Committed;
import io.tsubame.application.view.ViewStore;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/// Runs the policies. Each follows the log by itself.
public final class Policies implements CommitListener, AutoCloseable {
  private final List<LogFollower> followers;

  /// @param store remembers how far each has come
  public Policies(
      List<Policy> policies,
      Commands commands,
      ViewStore store,
      EventLog log,
      CommitCodec codec,
      Clock clock,
      FollowerLimits limits) {
    followers =
        policies.stream()
            .map(each -> new PolicyConsumer(each, commands, store, codec, clock))
            .map(consumer -> new LogFollower(consumer, log, codec, limits))
            .toList();
  }

  /// The name under which a policy keeps its checkpoints among those of the projections.
  public static String checkpointOf(Policy policy) {
    return "policy/" + policy.name();
  }

  /// Follows the shards that it is told to.
  public void startWithNone() {
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

  /// Waits until all have followed every record of the shard before `end`, and says whether they
  /// have.
  public boolean awaitFollowed(int shard, long end, Duration timeout) throws InterruptedException {
    return LogFollower.awaitAll(followers, shard, end, timeout);
  }

  public List<FollowerNumbers> numbers() {
    return followers.stream().map(LogFollower::numbers).toList();
  }

  @Override
  public void close() {
    followers.forEach(LogFollower::close);
  }
}
