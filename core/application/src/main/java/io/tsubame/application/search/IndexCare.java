package io.tsubame.application.search;

import io.tsubame.application.Backoff;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks after an index all the time, and mends what is wrong with it: at once, and as long as that
/// does not last, ever more seldom.
final class IndexCare implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(IndexCare.class);
  private static final Duration GLANCE = Duration.ofMillis(200);
  private static final Duration LEAST_PAUSE = Duration.ofSeconds(1);

  /// Between attempts at most; what was sound for as long was mended.
  private static final Duration GREATEST_PAUSE = Duration.ofSeconds(30);

  private final Supplier<@Nullable Runnable> diagnosis;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Backoff pauses = new Backoff(LEAST_PAUSE, GREATEST_PAUSE);
  private final Thread thread = Thread.ofVirtual().name("search-care").unstarted(this::run);

  /// @param diagnosis gives what might mend the index, null where it is sound
  IndexCare(Supplier<@Nullable Runnable> diagnosis) {
    this.diagnosis = diagnosis;
  }

  void start() {
    thread.start();
  }

  private void run() {
    Duration pause = Duration.ZERO;
    long tried = System.nanoTime();
    try {
      while (!closing.await(GLANCE.toNanos(), TimeUnit.NANOSECONDS)) {
        Runnable cure = safely(diagnosis);
        long since = System.nanoTime() - tried;
        if (cure != null && since >= pause.toNanos()) {
          safely(() -> {
            cure.run();
            return null;
          });
          tried = System.nanoTime();
          pause = pauses.next();
        } else if (cure == null && since >= GREATEST_PAUSE.toNanos()) {
          pauses.reset();
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Whatever goes wrong, the next look may find it otherwise.
  private static <T> @Nullable T safely(Supplier<@Nullable T> work) {
    try {
      return work.get();
    } catch (RuntimeException failure) {
      LOG.atError().setCause(failure).log("Looking after the search index failed");
      return null;
    }
  }

  /// Does not wait for an attempt that is under way.
  @Override
  public void close() {
    closing.countDown();
  }
}
