package io.tsubame.cluster.pekko;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Notices that this process itself stood still: that it was paused, or that the machine had no
/// time for it. What it then believes of the others is wrong: they were silent to its ears alone.
final class Standstill implements AutoCloseable {
  private static final Duration TICK = Duration.ofMillis(100);

  private final Duration noticed;
  private final Duration grace;
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile long tick = System.nanoTime();
  private volatile long awakeSince = tick;
  private volatile boolean stood;

  /// @param noticed without a sign of life from this process itself
  /// @param grace how long a standstill counts as just over
  Standstill(Duration noticed, Duration grace) {
    this.noticed = noticed;
    this.grace = grace;
    Thread.ofPlatform().daemon().name("peers-tick").start(this::run);
  }

  /// Whether it stood still until just now.
  boolean isJustOver() {
    long now = System.nanoTime();
    return now - tick > noticed.toNanos() || (stood && now - awakeSince < grace.toNanos());
  }

  private void run() {
    try {
      while (!closing.await(TICK.toNanos(), TimeUnit.NANOSECONDS)) {
        long now = System.nanoTime();
        if (now - tick > noticed.toNanos()) {
          awakeSince = now;
          stood = true;
        }
        tick = now;
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closing.countDown();
  }
}
