package io.tsubame.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.locks.LockSupport;

/// All sockets of a load, driven by one thread: requests and live streams side by side, so that the
/// load costs little and nothing needs a lock. Not for several threads.
final class Loop implements AutoCloseable {
  private static final long MILLI = 1_000_000;
  private static final long NAP = 50_000;

  private final Selector selector;

  /// A socket that can be read, or has got its connection.
  interface Endpoint {
    void ready(SelectionKey key) throws IOException;
  }

  Loop() throws IOException {
    selector = Selector.open();
  }

  void add(SocketChannel channel, int operations, Endpoint endpoint) throws IOException {
    channel.register(selector, operations, endpoint);
  }

  /// Serves what is ready, and waits for it at most so long, or a millisecond. It does not spin:
  /// what is measured needs the processors itself.
  void poll(long nanos) throws IOException {
    try {
      if (nanos >= MILLI) {
        selector.select(Loop::serve, 1);
      } else if (selector.selectNow(Loop::serve) == 0 && nanos > NAP) {
        LockSupport.parkNanos(Math.min(nanos - NAP, 2 * NAP));
      }
    } catch (UncheckedIOException failure) {
      throw failure.getCause();
    }
  }

  private static void serve(SelectionKey key) {
    try {
      ((Endpoint) key.attachment()).ready(key);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public void close() throws IOException {
    if (selector.isOpen()) {
      for (SelectionKey key : selector.keys()) {
        key.channel().close();
      }
      selector.close();
    }
  }
}
