package io.tsubame.application.projection;

import io.tsubame.application.OperatingFailure;
import io.tsubame.application.follower.LogBatch;
import io.tsubame.application.follower.LogConsumer;
import io.tsubame.application.follower.PoisonedCommit;
import io.tsubame.application.shard.Committed;
import io.tsubame.application.view.ViewBatch;
import io.tsubame.application.view.ViewStore;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/// Folds the log into the tables of one projection, one write with its checkpoints for each batch.
final class ProjectionConsumer implements LogConsumer {
  private static final long KNOWN_BYTES = 16 << 20;

  private final Projection projection;
  private final ViewStore store;

  /// By shard, where the next batch goes on.
  private final Map<Integer, Long> reached = new ConcurrentHashMap<>();

  /// Used while `consuming` is held.
  private final KnownRows known = new KnownRows(KNOWN_BYTES);

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
    forget(shard);
    long checkpoint = store.checkpoint(projection.name(), shard);
    reached.put(shard, checkpoint);
    return checkpoint;
  }

  private void forget(int shard) {
    consuming.lock();
    try {
      known.forget(shard);
    } finally {
      consuming.unlock();
    }
  }

  @Override
  public void consume(LogBatch batch) {
    consuming.lock();
    try {
      ViewWriter writer = new ViewWriter(store, known);
      for (Committed commit : batch.commits()) {
        writer.of(commit.shard());
        apply(commit, writer);
      }
      batch
          .ends()
          .forEach((shard, end) ->
              writer.checkpoint(
                  projection.name(), shard, reached.getOrDefault(shard, ViewBatch.ANYWHERE), end));
      store.write(writer.batch());
      writer.written();
      reached.putAll(batch.ends());
    } catch (RuntimeException failure) {
      known.forgetAll(); // what of the batch is there is not known
      throw failure;
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
