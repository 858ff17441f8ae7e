package io.tsubame.application.projection;

import io.tsubame.application.OperatingFailure;
import io.tsubame.application.follower.LogBatch;
import io.tsubame.application.follower.LogConsumer;
import io.tsubame.application.follower.PoisonedCommit;
import io.tsubame.application.shard.Committed;
import io.tsubame.application.view.ViewStore;
import java.util.concurrent.locks.ReentrantLock;

/// Folds the log into the tables of one projection, one write with its checkpoints for each batch.
final class ProjectionConsumer implements LogConsumer {
  private final Projection projection;
  private final ViewStore store;

  /// Held while a batch is consumed.
  private final ReentrantLock consuming = new ReentrantLock();

  ProjectionConsumer(Projection projection, ViewStore store) {
    this.projection = projection;
    this.store = store;
  }

  @Override
  public String name() {
    return projection.name();
  }

  @Override
  public long checkpoint(int shard) {
    return store.checkpoint(projection.name(), shard);
  }

  @Override
  public void consume(LogBatch batch) {
    consuming.lock();
    try {
      ViewWriter writer = new ViewWriter(store);
      for (Committed commit : batch.commits()) {
        apply(commit, writer);
      }
      batch.ends().forEach((shard, end) -> writer.checkpoint(projection.name(), shard, end));
      store.write(writer.batch());
    } finally {
      consuming.unlock();
    }
  }

  /// Does something between two batches.
  void whilePaused(Runnable work) {
    consuming.lock();
    try {
      work.run();
    } finally {
      consuming.unlock();
    }
  }

  private void apply(Committed commit, ViewWriter writer) {
    try {
      projection.apply(commit.shard(), commit.position(), commit.commit(), writer);
    } catch (OperatingFailure failure) {
      throw failure;
    } catch (RuntimeException bug) {
      throw new PoisonedCommit(commit, bug);
    }
  }
}
