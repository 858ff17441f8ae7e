package io.tsubame.application.engine;

import java.util.function.Consumer;

/// Adds up what is done, and tells. Not for several threads.
final class Tally {
  private final long total;
  private final Consumer<Progress> listener;
  private long done;

  Tally(long total, Consumer<Progress> listener) {
    this.total = total;
    this.listener = listener;
  }

  void add(long more) {
    done += more;
    listener.accept(new Progress(done, total));
  }

  long done() {
    return done;
  }
}
