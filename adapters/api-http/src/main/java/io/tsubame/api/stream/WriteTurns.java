package io.tsubame.api.stream;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/// Connections of one event loop that have something to write. The loop takes all of them in one
/// turn: a message to a room wakes it once, and not for each member.
final class WriteTurns {
  /// Connections in one turn; others of the loop's tasks come between two turns.
  private static final int TURN = 256;

  private final Executor eventLoop;
  private final Queue<StreamConnection> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean awake = new AtomicBoolean();

  WriteTurns(Executor eventLoop) {
    this.eventLoop = eventLoop;
  }

  /// Lets the connection write soon, in the event loop. Each waits at most once, which it sees to.
  void add(StreamConnection connection) {
    waiting.add(connection);
    wake();
  }

  private void wake() {
    if (awake.compareAndSet(false, true)) {
      try {
        eventLoop.execute(this::turn);
      } catch (RejectedExecutionException _) {
        waiting.clear(); // the server has stopped, and its sockets with it
      }
    }
  }

  /// Whatever becomes of one connection, the others have their turn.
  private void turn() {
    try {
      for (int left = TURN; left > 0; left--) {
        StreamConnection next = waiting.poll();
        if (next == null) {
          break;
        }
        next.pump();
      }
    } finally {
      awake.set(false);
      if (!waiting.isEmpty()) {
        wake();
      }
    }
  }
}
