package io.tsubame.eventlog.rocksdb;

import io.tsubame.application.OperatingFailure;
import io.tsubame.application.log.EventLog.Ownership;
import io.tsubame.application.log.NotOwner;
import io.tsubame.application.log.PositionConflict;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/// Where each shard's log ends. The committer alone moves the ends and epochs ahead while it puts a
/// flush together; everybody sees the ends that are durable.
final class ShardTails {
  private final long[] ends;
  private final long[] epochs;
  private final AtomicLongArray durableEnds;

  ShardTails(long[] ends, long[] epochs) {
    this.ends = ends.clone();
    this.epochs = epochs.clone();
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
    if (owner.epoch() != epochs[shard]) {
      return new NotOwner(
          "shard %d is in epoch %d, not %d".formatted(shard, epochs[shard], owner.epoch()));
    }
    if (position != ends[shard]) {
      return new PositionConflict(
          "shard %d ends at %d, not %d".formatted(shard, ends[shard], position));
    }
    return null;
  }

  long nextEpoch(int shard) {
    return epochs[shard] + 1;
  }

  long end(int shard) {
    return ends[shard];
  }

  void advance(int shard, int records) {
    ends[shard] += records;
  }

  void enter(int shard, long epoch) {
    epochs[shard] = epoch;
  }

  /// Shows the shard's end to everybody.
  void publish(int shard) {
    durableEnds.set(shard, ends[shard]);
  }
}
