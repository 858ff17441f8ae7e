package io.tsubame.views.hbase;

/// Keeps callers from waiting for somebody who does not answer: after a few failures in a row it is
/// open, until somebody who goes ahead was answered.
final class Breaker {
  private static final int FAILURES = 3;

  private int failures;
  private boolean open;

  synchronized boolean isOpen() {
    return open;
  }

  synchronized void answered() {
    failures = 0;
    open = false;
  }

  /// Whether it has opened just now.
  synchronized boolean failed() {
    failures++;
    boolean opens = !open && failures >= FAILURES;
    open = open || opens;
    return opens;
  }
}
