package io.tsubame.application.follower;

import io.tsubame.application.CheckpointMoved;
import io.tsubame.application.Unavailable;
import io.tsubame.application.shard.Committed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;

/// Remembers what it consumed and how far it came, over restarts of its follower.
final class RecordingConsumer implements LogConsumer {
  private final List<Committed> consumed = new ArrayList<>();
  private final List<LogBatch> batches = new ArrayList<>();
  private final Map<Integer, Long> checkpoints = new HashMap<>();
  private int failures;
  private long poisonedPosition = -1;
  private boolean moved;

  /// Batches take one each; a test that holds the consumer drains it.
  final Semaphore permits = new Semaphore(1_000_000);

  /// One for each batch that was begun.
  final Semaphore begun = new Semaphore(0);

  @Override
  public String name() {
    return "recording";
  }

  @Override
  public synchronized long checkpoint(int shard) {
    failIfAsked();
    return checkpoints.getOrDefault(shard, 0L);
  }

  @Override
  public void consume(LogBatch batch) {
    begun.release();
    permits.acquireUninterruptibly();
    synchronized (this) {
      failIfAsked();
      if (moved) {
        moved = false;
        throw new CheckpointMoved("injected");
      }
      for (Committed commit : batch.commits()) {
        if (commit.position() == poisonedPosition) {
          throw new PoisonedCommit(commit, new IllegalStateException("injected"));
        }
      }
      consumed.addAll(batch.commits());
      batches.add(batch);
      checkpoints.putAll(batch.ends());
    }
  }

  synchronized void failNext(int times) {
    failures = times;
  }

  /// Somebody else consumes up to a position, before the next batch.
  synchronized void move(int shard, long next) {
    moved = true;
    checkpoints.put(shard, next);
  }

  synchronized void poison(long position) {
    poisonedPosition = position;
  }

  synchronized List<Committed> consumed() {
    return List.copyOf(consumed);
  }

  synchronized List<LogBatch> batches() {
    return List.copyOf(batches);
  }

  private void failIfAsked() {
    if (failures > 0) {
      failures--;
      throw new Unavailable("injected");
    }
  }
}
