package io.tsubame.api.stream;

import java.util.concurrent.atomic.AtomicBoolean;

/// Work that a timer asks for again and again and that may take longer than its period: it runs on
/// a virtual thread of its own, and never twice at a time.
final class Errand {
  private final String name;
  private final AtomicBoolean running = new AtomicBoolean();

  Errand(String name) {
    this.name = name;
  }

  /// Returns at once. Nothing is run where the last time has not come to its end.
  void run(Runnable work) {
    if (running.compareAndSet(false, true)) {
      Thread.ofVirtual()
          .name(name)
          .start(() -> {
            try {
              work.run();
            } finally {
              running.set(false);
            }
          });
    }
  }
}
