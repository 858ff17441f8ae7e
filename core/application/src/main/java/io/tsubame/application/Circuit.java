package io.tsubame.application;

import java.time.Duration;
import java.util.function.LongSupplier;

/// Stands before a part that lies elsewhere, and keeps callers from waiting for somebody who does
/// not answer: after a few failures in a row nobody is let through for a while, then one at a time
/// until one is answered.
public final class Circuit {
  private static final int FAILURES = 3;

  private final Duration pause;
  private final LongSupplier nanoTime;
  private int failures;
  private boolean open;
  private boolean trying;
  private long failedAt;

  /// @param pause from the last failure until somebody tries again
  public Circuit(Duration pause, LongSupplier nanoTime) {
    this.pause = pause;
    this.nanoTime = nanoTime;
  }

  /// Whether the caller may call. Who may says how it ended.
  public synchronized boolean enter() {
    if (!open) {
      return true;
    }
    if (trying || nanoTime.getAsLong() - failedAt < pause.toNanos()) {
      return false;
    }
    trying = true;
    return true;
  }

  public synchronized void answered() {
    failures = 0;
    open = false;
    trying = false;
  }

  public synchronized void failed() {
    failures++;
    trying = false;
    failedAt = nanoTime.getAsLong();
    open = open || failures >= FAILURES;
  }

  /// The call ended before it could be told.
  public synchronized void left() {
    trying = false;
  }

  /// Whether callers are kept from calling.
  public synchronized boolean isOpen() {
    return open;
  }
}
