package io.tsubame.it;

import java.net.URI;
import java.util.List;

/// Where the servers are at the moment: each call goes to the next one. While there is none,
/// whoever asks waits.
final class Gate {
  // Guarded by this.
  private List<URI> servers = List.of();
  private int next;
  private boolean last;

  synchronized void open(URI... at) {
    servers = List.of(at);
    notifyAll();
  }

  synchronized void close() {
    servers = List.of();
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
      while (servers.isEmpty()) {
        wait();
      }
      next = (next + 1) % servers.size();
      return new Api(servers.get(next), person);
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", interrupt);
    }
  }
}
