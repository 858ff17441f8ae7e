package io.tsubame.application.live;

import io.tsubame.application.Unavailable;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A virtual thread that runs tasks one after the other from a bounded queue. A task that fails is
/// logged and counted, and the next one runs.
///
/// Where too much waits, what was offered may be thrown away; a step that somebody waits for, or
/// that must happen in any case, never is.
final class SerialLoop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SerialLoop.class);
  private static final long WAIT_SECONDS = 10;

  /// A task that may be thrown away.
  private record Offered(Runnable task) implements Runnable {
    @Override
    public void run() {
      task.run();
    }
  }

  private final String name;
  private final BlockingQueue<Runnable> queue;
  private final Queue<Runnable> first = new ConcurrentLinkedQueue<>();
  private final Thread thread;
  private final AtomicBoolean dropping = new AtomicBoolean();
  private final AtomicLong failures = new AtomicLong();
  private volatile boolean closed;

  SerialLoop(String name, int capacity) {
    this.name = name;
    this.queue = new ArrayBlockingQueue<>(capacity);
    this.thread = Thread.ofVirtual().name(name).start(this::run);
  }

  /// @return false where the queue is full
  boolean offer(Runnable task) {
    return queue.offer(new Offered(task));
  }

  /// Runs the task before all that waits, in any case. Only for what is bounded elsewhere.
  void runFirst(Runnable task) {
    first.add(task);
    boolean _ = queue.offer(() -> {}); // a full queue will be at its next task soon
  }

  /// Throws away what was offered and waits, and then runs the task. Once, however often it is
  /// called meanwhile.
  void dropAll(Runnable then) {
    if (dropping.compareAndSet(false, true)) {
      LOG.atWarn().addKeyValue("loop", name).log("too much waits; dropping it");
      queue.removeIf(Offered.class::isInstance);
      boolean queued =
          queue.offer(() -> {
            dropping.set(false);
            then.run();
          });
      if (!queued) {
        dropping.set(false);
      }
    }
  }

  void runAndWait(Runnable task) {
    callAndWait(() -> {
      task.run();
      return Boolean.TRUE;
    });
  }

  /// @throws Unavailable where the loop does not come to it within ten seconds
  <T> T callAndWait(Supplier<T> task) {
    CompletableFuture<T> result = new CompletableFuture<>();
    try {
      Runnable step =
          () -> {
            try {
              result.complete(task.get());
            } catch (RuntimeException failure) {
              result.completeExceptionally(failure);
            }
          };
      if (closed || !queue.offer(step, WAIT_SECONDS, TimeUnit.SECONDS)) {
        throw new Unavailable("loop " + name + " takes no more");
      }
      return result.get(WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
      throw new Unavailable("interrupted while waiting for loop " + name, interrupt);
    } catch (TimeoutException late) {
      throw new Unavailable("loop " + name + " is too busy", late);
    } catch (ExecutionException failed) {
      throw new IllegalStateException("task of loop " + name + " failed", failed.getCause());
    }
  }

  int waiting() {
    return queue.size();
  }

  long failures() {
    return failures.get();
  }

  /// Ends the thread; what still waits is not run.
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }

  /// Waits in a task of a loop, for what will be better in a moment.
  static void pause(Duration time) {
    LockSupport.parkNanos(time.toNanos());
  }

  private void run() {
    while (!closed) {
      try {
        Runnable next = queue.take();
        for (Runnable task = first.poll(); task != null; task = first.poll()) {
          attempt(task);
        }
        attempt(next);
      } catch (InterruptedException interrupt) {
        return;
      }
    }
  }

  private void attempt(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException failure) {
      failures.incrementAndGet();
      LOG.atError().addKeyValue("loop", name).setCause(failure).log("task failed");
    }
  }
}
