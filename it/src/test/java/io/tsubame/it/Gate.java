package io.tsubame.it;

import java.net.URI;

/// Where the server is at the moment. While there is none, whoever asks waits.
final class Gate {
  // Guarded by this.
  private URI server;
  private boolean last;

  synchronized void open(URI at) {
    server = at;
    notifyAll();
  }

  synchronized void close() {
    server = null;
  }

  /// From now on only what was begun is finished.
  synchronized void last() {
    last = true;
  }

  synchronized boolean isLast() {
    return last;
  }

  synchronized Api api(Person person) {
    try {
      while (server == null) {
        wait();
      }
      return new Api(server, person);
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", interrupt);
    }
  }
}
