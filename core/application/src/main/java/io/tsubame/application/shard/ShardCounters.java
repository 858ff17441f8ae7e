package io.tsubame.application.shard;

import java.util.concurrent.atomic.LongAdder;

/// Counts what one shard does.
final class ShardCounters {
  final LongAdder accepted = new LongAdder();
  final LongAdder rejected = new LongAdder();
  final LongAdder unchanged = new LongAdder();
  final LongAdder repeated = new LongAdder();
  final LongAdder uncheckedRepeats = new LongAdder();
  final LongAdder failed = new LongAdder();
  final LongAdder overloaded = new LongAdder();
  final LongAdder batches = new LongAdder();
  final LongAdder bytes = new LongAdder();
  final LongAdder loads = new LongAdder();
  final LongAdder bugs = new LongAdder();
  final LongAdder reopened = new LongAdder();
  final LongAdder listenerFailures = new LongAdder();

  void appended(Batch batch) {
    batches.increment();
    bytes.add(batch.bytes());
    accepted.add(batch.records().size());
  }

  ShardNumbers numbers(
      int shard, boolean serving, boolean sealed, int mailbox, Tenure.Holdings holdings) {
    return new ShardNumbers(
        shard,
        serving,
        sealed,
        holdings.next(),
        mailbox,
        holdings.unprojected(),
        holdings.cached(),
        holdings.cachedBytes(),
        accepted.sum(),
        rejected.sum(),
        unchanged.sum(),
        repeated.sum(),
        uncheckedRepeats.sum(),
        failed.sum(),
        overloaded.sum(),
        batches.sum(),
        bytes.sum(),
        loads.sum(),
        bugs.sum(),
        reopened.sum(),
        listenerFailures.sum());
  }
}
