package io.tsubame.eventlog.rocksdb;

import io.tsubame.application.OperatingFailure;
import io.tsubame.application.log.EventLog.Ownership;
import io.tsubame.application.log.NotOwner;
import io.tsubame.application.log.PositionConflict;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/// Where each shard's log ends. The committer alone moves the ends and epochs ahead while it puts a
/// flush together; everybody sees the epochs and the ends that are durable.
final class ShardTails {
  private final long[] ends;
  private final AtomicLongArray epochs;
  private final AtomicLongArray durableEnds;

  ShardTails(long[] ends, long[] epochs) {
    this.ends = ends.clone();
    this.epochs = new AtomicLongArray(epochs);
    this.durableEnds = new AtomicLongArray(ends);
  }

  int shards() {
    return ends.length;
  }

  long durableEnd(int shard) {
    return durableEnds.get(shard);
  }

  /// Why the owner may not append here; null where it may.
  @Nullable OperatingFailure refusal(Ownership owner, long position) {
    int shard = owner.shard();
    NotOwner displaced = displaced(owner);
    if (displaced != null) {
      return displaced;
    }
    if (position != ends[shard]) {
      return new PositionConflict(
          "shard %d ends at %d, not %d".formatted(shard, ends[shard], position));
    }
    return null;
  }

  /// Null where the owner is still the newest.
  @Nullable NotOwner displaced(Ownership owner) {
    long epoch = epochs.get(owner.shard());
    return owner.epoch() == epoch
        ? null
        : new NotOwner(
            "shard %d is in epoch %d, not %d".formatted(owner.shard(), epoch, owner.epoch()));
  }

  long nextEpoch(int shard) {
    return epochs.get(shard) + 1;
  }

  long end(int shard) {
    return ends[shard];
  }

  void advance(int shard, int records) {
    ends[shard] += records;
  }

  void enter(int shard, long epoch) {
    epochs.set(shard, epoch);
  }

  /// Shows the shard's end to everybody.
  void publish(int shard) {
    durableEnds.set(shard, ends[shard]);
  }
}
