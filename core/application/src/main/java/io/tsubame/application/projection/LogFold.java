package io.tsubame.application.projection;

import io.tsubame.application.follower.FollowerLimits;
import io.tsubame.application.follower.LogBatch;
import io.tsubame.application.log.EventLog;
import io.tsubame.application.log.EventLog.StoredRecord;
import io.tsubame.application.shard.CommitCodec;
import io.tsubame.application.shard.Committed;
import io.tsubame.application.view.ViewStore;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/// Folds a stretch of the log into views and comes to an end, unlike one who follows.
public final class LogFold {
  private final EventLog log;
  private final CommitCodec codec;
  private final FollowerLimits limits;

  public LogFold(EventLog log, CommitCodec codec, FollowerLimits limits) {
    this.log = log;
    this.codec = codec;
    this.limits = limits;
  }

  /// Goes on from the store's checkpoint.
  ///
  /// @param end the position of the first record that is left out
  /// @param progress is told the number of records of each step
  /// @throws io.tsubame.application.log.CorruptLog where the log is damaged
  /// @throws io.tsubame.application.follower.PoisonedCommit where the projection throws
  public void fold(
      Projection projection, ViewStore store, int shard, long end, LongConsumer progress) {
    ProjectionConsumer consumer = new ProjectionConsumer(projection, store);
    long next = consumer.checkpoint(shard);
    while (next < end) {
      int most = (int) Math.min(limits.batchCommits(), end - next);
      List<StoredRecord> stored = log.read(shard, next, most, limits.batchBytes());
      if (stored.isEmpty()) {
        throw new IllegalArgumentException(
            "shard %d ends at %d, not at %d".formatted(shard, next, end));
      }
      next = stored.getLast().position() + 1;
      consumer.consume(new LogBatch(commits(stored), Map.of(shard, next)));
      progress.accept(stored.size());
    }
  }

  private List<Committed> commits(List<StoredRecord> stored) {
    return stored.stream()
        .filter(next -> !next.isOfTheLog())
        .map(next -> new Committed(next.shard(), next.position(), codec.decode(next), null))
        .toList();
  }
}
