package io.tsubame.application.engine;

import io.tsubame.application.follower.FollowerNumbers;
import io.tsubame.application.projection.Projections;
import io.tsubame.application.shard.CommitListener;
import io.tsubame.application.shard.Committed;
import io.tsubame.application.shard.ViewProgress;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The projections that write the views in use, and during a rebuild those that write the next
/// ones. For several threads.
final class ViewsInUse implements ViewProgress, CommitListener, AutoCloseable {
  private volatile Projections current;
  private volatile @Nullable Projections next;

  ViewsInUse(Projections first) {
    current = first;
  }

  void startWithNone() {
    current.startWithNone();
  }

  void follow(int shard) {
    current.follow(shard);
  }

  void leave(int shard) {
    current.leave(shard);
  }

  void reaches(int shard, long end) {
    current.reaches(shard, end);
    Projections coming = next;
    if (coming != null) {
      coming.reaches(shard, end);
    }
  }

  /// Lets others follow the log, too.
  void prepare(Projections coming) {
    next = coming;
    coming.start();
  }

  /// Those that were prepared are in use from now on, or not at all.
  ///
  /// @param chosen those in use from now on
  void settle(Projections chosen) {
    current = chosen;
    next = null;
  }

  Projections current() {
    return current;
  }

  @Override
  public void committed(Committed committed) {
    current.committed(committed);
    Projections coming = next;
    if (coming != null) {
      coming.committed(committed);
    }
  }

  @Override
  public long projected(int shard) {
    return current.projected(shard);
  }

  @Override
  public boolean awaitProjected(int shard, long end, Duration timeout) throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    boolean reached = false;
    Projections asked = null;
    while (!reached && asked != current) {
      asked = current;
      reached = asked.awaitProjected(shard, end, Duration.ofNanos(deadline - System.nanoTime()));
    }
    return reached;
  }

  List<FollowerNumbers> numbers() {
    return current.numbers();
  }

  @Override
  public void close() {
    current.close();
    Projections coming = next;
    if (coming != null) {
      coming.close();
    }
  }
}
