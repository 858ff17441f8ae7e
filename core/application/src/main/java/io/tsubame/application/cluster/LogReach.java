package io.tsubame.application.cluster;

import io.tsubame.application.OperatingFailure;
import io.tsubame.application.log.EventLog;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Whether this node reaches the log: it asks for the ends of a few shards all the time, and one
/// answer is enough, since a part of the log may be away for everybody. So is whatever else the log
/// answers.
final class LogReach implements AutoCloseable {
  private static final int SHARDS_ASKED = 3;
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration TICK = Duration.ofMillis(500);

  /// Of silence, after which the log counts as out of reach. Counted rather than timed, so that a
  /// node that stood still itself blames nobody.
  private static final int TICKS = 8;

  private final EventLog log;
  private final AtomicInteger silent = new AtomicInteger();
  private final CountDownLatch closing = new CountDownLatch(1);

  LogReach(EventLog log) {
    this.log = log;
  }

  void start() {
    Thread.ofVirtual().name("log-reach").start(this::count);
    for (int shard = 0; shard < Math.min(SHARDS_ASKED, log.shards()); shard++) {
      int asked = shard;
      Thread.ofVirtual().name("log-reach-" + shard).start(() -> ask(asked));
    }
  }

  boolean isThere() {
    return silent.get() < TICKS;
  }

  /// The log has answered somebody of this node.
  void answered() {
    if (silent.get() > 0) {
      silent.set(0);
    }
  }

  @Override
  public void close() {
    closing.countDown();
  }

  private void count() {
    while (pause(TICK)) {
      silent.accumulateAndGet(1, (ticks, one) -> Math.min(TICKS, ticks + one));
    }
  }

  private void ask(int shard) {
    do {
      try {
        long _ = log.end(shard);
        answered();
      } catch (OperatingFailure unreachable) {
        // the silence tells
      }
    } while (pause(PAUSE));
  }

  /// Whether it goes on.
  private boolean pause(Duration time) {
    try {
      return !closing.await(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
