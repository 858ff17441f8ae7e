package io.tsubame.application.imports;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Does the same to many, a bounded number of them at once, so that the shards share their flushes.
final class Crew {
  private final int hands;

  Crew(int hands) {
    this.hands = hands;
  }

  /// Returns when all are done. After a failure no more is begun, and it is thrown when what was
  /// begun has ended.
  <T> void each(List<T> all, Consumer<T> work) {
    Semaphore free = new Semaphore(hands);
    AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (T one : all) {
        free.acquireUninterruptibly();
        if (failure.get() != null) {
          break;
        }
        threads.execute(() -> {
          try {
            work.accept(one);
          } catch (RuntimeException first) {
            failure.compareAndSet(null, first);
          } finally {
            free.release();
          }
        });
      }
    }
    RuntimeException first = failure.get();
    if (first != null) {
      throw first;
    }
  }
}
