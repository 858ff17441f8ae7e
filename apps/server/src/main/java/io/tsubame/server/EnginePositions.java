package io.tsubame.server;

import io.tsubame.application.live.LogAndViews;
import io.tsubame.application.log.EventLog;
import io.tsubame.application.shard.ViewProgress;
import java.time.Duration;
import java.util.stream.IntStream;

/// Where log and views of this process are, for the live hub.
record EnginePositions(EventLog log, ViewProgress progress) implements LogAndViews {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  @Override
  public long[] ends() {
    return IntStream.range(0, log.shards()).mapToLong(log::end).toArray();
  }

  @Override
  public boolean await(int shard, long position) {
    try {
      return progress.awaitProjected(shard, position, PATIENCE);
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
