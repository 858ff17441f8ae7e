package io.tsubame.application.live;

import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;

/// Lets a few clients at a time be brought up to date, in the order in which they came. When
/// everybody comes back at once, more at a time would not end sooner: all would be slow together,
/// until each has waited too long, is sent away and begins anew.
final class Admission {
  private final Semaphore turns;

  /// @param atOnce clients
  Admission(int atOnce) {
    turns = new Semaphore(atOnce, true);
  }

  /// Waits for a turn and runs the work in it.
  void run(Runnable work) {
    turns.acquireUninterruptibly();
    try {
      work.run();
    } finally {
      turns.release();
    }
  }

  /// Within a turn: waits for the client itself, while another has the turn.
  boolean meanwhile(BooleanSupplier waiting) {
    turns.release();
    try {
      return waiting.getAsBoolean();
    } finally {
      turns.acquireUninterruptibly();
    }
  }

  /// Those who wait for a turn, about.
  int waiting() {
    return turns.getQueueLength();
  }
}
