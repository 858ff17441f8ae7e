package io.tsubame.views.hbase;

import java.util.concurrent.atomic.LongAdder;

/// What [HBaseViewNumbers] are read from.
final class Counters {
  final LongAdder calls = new LongAdder();
  final LongAdder failures = new LongAdder();
  final LongAdder refused = new LongAdder();
  final LongAdder shared = new LongAdder();
  final LongAdder batches = new LongAdder();
  final LongAdder repeats = new LongAdder();
  final LongAdder mended = new LongAdder();

  HBaseViewNumbers numbers(boolean open) {
    return new HBaseViewNumbers(
        calls.sum(),
        failures.sum(),
        refused.sum(),
        shared.sum(),
        batches.sum(),
        repeats.sum(),
        mended.sum(),
        open);
  }
}
