package io.tsubame.application.search;

import io.tsubame.application.OperatingFailure;
import java.time.Duration;
import java.util.ArrayDeque;

/// Says how far an index is that another process feeds: what the log held a while ago is to be in
/// it by now. One thread looks, any may ask.
final class IndexLookout {
  private record Look(long at, long[] ends) {}

  private final SearchIndex index;
  private final Duration patience;
  private final ArrayDeque<Look> looks = new ArrayDeque<>();
  private volatile boolean current = true;
  private volatile long lag;

  /// @param patience how old a record may be that is not in the index
  IndexLookout(SearchIndex index, Duration patience) {
    this.index = index;
    this.patience = patience;
  }

  boolean isCurrent() {
    return current;
  }

  /// Records that the index was not known to hold.
  long lag() {
    return lag;
  }

  /// @param ends of the log, for each shard
  void look(long[] ends) {
    long now = System.nanoTime();
    looks.addLast(new Look(now, ends.clone()));
    long[] held = new long[ends.length];
    try {
      for (int shard = 0; shard < held.length; shard++) {
        held[shard] = index.checkpoint(shard);
      }
    } catch (OperatingFailure _) {
      return; // whoever searches is told
    }
    Look due = null;
    while (!looks.isEmpty() && now - looks.getFirst().at() >= patience.toNanos()) {
      due = looks.removeFirst();
    }
    lag = lacking(held, ends);
    current = due == null ? current : lacking(held, due.ends()) == 0;
  }

  private static long lacking(long[] held, long[] ends) {
    long lacking = 0;
    for (int shard = 0; shard < held.length; shard++) {
      lacking += Math.max(0, ends[shard] - held[shard]);
    }
    return lacking;
  }
}
