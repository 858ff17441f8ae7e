package io.tsubame.bench;

/// Remembers how much memory a server takes at most.
final class Watch {
  private static final long EVERY_MILLIS = 50;

  private final Thread thread;
  private volatile long most;

  private Watch(Child child) {
    thread = Thread.ofPlatform().name("memory").daemon().start(() -> look(child));
  }

  static Watch over(Child child) {
    return new Watch(child);
  }

  private void look(Child child) {
    try {
      while (true) {
        most = Math.max(most, child.residentMegabytes());
        Thread.sleep(EVERY_MILLIS);
      }
    } catch (InterruptedException _) {
      // it is over
    }
  }

  /// @return megabytes, resident, since the watch began
  long end() {
    thread.interrupt();
    return most;
  }
}
