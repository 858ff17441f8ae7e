package io.tsubame.application.live;

import io.tsubame.application.Unavailable;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A virtual thread that runs tasks one after the other from a bounded queue. A task that fails is
/// logged and counted, and the next one runs.
final class SerialLoop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SerialLoop.class);
  private static final long WAIT_SECONDS = 10;

  private final String name;
  private final BlockingQueue<Runnable> queue;
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
    return queue.offer(task);
  }

  /// Throws away what waits, and then runs the task. Once, however often it is called meanwhile.
  void dropAll(Runnable then) {
    if (dropping.compareAndSet(false, true)) {
      LOG.atWarn().addKeyValue("loop", name).log("too much waits; dropping it");
      queue.clear();
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

  private void run() {
    while (!closed) {
      try {
        queue.take().run();
      } catch (InterruptedException interrupt) {
        return;
      } catch (RuntimeException failure) {
        failures.incrementAndGet();
        LOG.atError().addKeyValue("loop", name).setCause(failure).log("task failed");
      }
    }
  }
}
