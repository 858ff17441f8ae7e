package io.tsubame.server;

import io.tsubame.application.engine.Engine;
import io.tsubame.application.log.EventLog;
import io.tsubame.application.shard.ViewProgress;
import java.time.Duration;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/// Waits for the views.
record ViewsAwaited(EventLog log, Engine engine) {
  /// Returns when they hold what the log held at the call.
  ///
  /// @param patience after which `toGo` is told how many records they lack, again and again
  /// @throws IllegalStateException where the views have stopped for good
  void await(ViewProgress views, Duration patience, LongConsumer toGo) throws InterruptedException {
    long[] ends = IntStream.range(0, log.shards()).mapToLong(log::end).toArray();
    for (int shard = 0; shard < ends.length; shard++) {
      while (!views.awaitProjected(shard, ends[shard], patience)) {
        if (!engine.numbers().isSound()) {
          throw new IllegalStateException("the views have stopped; the log tells why");
        }
        toGo.accept(
            IntStream.range(0, ends.length)
                .mapToLong(each -> Math.max(0, ends[each] - views.projected(each)))
                .sum());
      }
    }
  }
}
