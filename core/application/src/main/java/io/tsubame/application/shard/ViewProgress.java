package io.tsubame.application.shard;

import java.time.Duration;

/// How far the views have followed the log.
public interface ViewProgress {
  /// The position of the first record of the shard that some view lacks.
  long projected(int shard);

  /// Waits until the views hold every record of the shard before `end`, and says whether they do.
  boolean awaitProjected(int shard, long end, Duration timeout) throws InterruptedException;
}
