package io.tsubame.server;

import io.tsubame.application.engine.EngineNumbers;
import java.util.stream.IntStream;

/// Whether the server should be sent calls: every shard decides, nothing that follows the log has
/// stopped for good, and since the start the views have once held all that the log held then. Later
/// lag does not count: it is a number in the metrics.
final class Readiness {
  private final Core core;
  private final long[] ends;
  private volatile boolean caughtUp;

  /// After the engine's start.
  Readiness(Core core) {
    this.core = core;
    ends =
        IntStream.range(0, core.stores().log().shards())
            .mapToLong(core.stores().log()::end)
            .toArray();
  }

  boolean isReady() {
    EngineNumbers numbers = core.engine().numbers();
    return numbers.isReady() && numbers.isSound() && hasCaughtUp();
  }

  private boolean hasCaughtUp() {
    if (!caughtUp) {
      caughtUp =
          IntStream.range(0, ends.length)
              .allMatch(shard -> core.engine().progress().projected(shard) >= ends[shard]);
    }
    return caughtUp;
  }
}
