package io.tsubame.application.live;

import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Lets a few clients at a time be brought up to date, in the order in which they came. When
/// everybody comes back at once, more at a time would not end sooner: all would be slow together,
/// until each has waited too long, is sent away and begins anew.
final class Admission {
  private final Semaphore turns;

  /// @param atOnce clients
  Admission(int atOnce) {
    turns = new Semaphore(atOnce, true);
  }

  /// Waits for a turn and does the work in it.
  <T> T call(Supplier<T> work) {
    turns.acquireUninterruptibly();
    try {
      return work.get();
    } finally {
      turns.release();
    }
  }

  /// The same for work that has no result.
  void run(Runnable work) {
    call(() -> {
      work.run();
      return this;
    });
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
