package io.tsubame.search.lucene;

import io.tsubame.application.OperatingFailure;
import io.tsubame.application.Overloaded;
import io.tsubame.application.Unavailable;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The threads of one index. Searching and indexing are long calculations, which would keep the few
/// carriers of virtual threads from everybody else; so they are done here, by platform threads that
/// the system lets take turns.
final class LuceneThreads implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LuceneThreads.class);
  private static final Duration CLOSING = Duration.ofSeconds(10);

  private final ThreadPoolExecutor searching;
  private final ExecutorService writing;
  private final ScheduledExecutorService timing;
  private final Duration patience;

  LuceneThreads(LuceneSearchConfig config, Runnable refresh, Runnable commit) {
    patience = config.patience();
    searching =
        new ThreadPoolExecutor(
            config.threads(),
            config.threads(),
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(config.waiting()),
            named("search-"));
    searching.allowCoreThreadTimeOut(true);
    writing = Executors.newSingleThreadExecutor(named("search-index-"));
    // What was written must be found while a commit waits for the disk.
    timing = Executors.newScheduledThreadPool(2, named("search-refresh-"));
    repeat(refresh, config.refresh());
    repeat(commit, config.commit());
  }

  /// @throws Overloaded where too many wait
  <T> T search(Supplier<T> work) {
    try {
      Future<T> found = searching.submit(work::get);
      return awaited(found, patience);
    } catch (RejectedExecutionException full) {
      if (searching.isShutdown()) {
        throw new Unavailable("the search index is closed", full);
      }
      throw new Overloaded("too many search at the same time", full);
    }
  }

  /// Does it here on a platform thread, which makes an index anew beside others.
  void write(Runnable work) {
    if (Thread.currentThread().isVirtual()) {
      try {
        awaited(writing.submit(work), Duration.ofDays(1));
      } catch (RejectedExecutionException closing) {
        throw new Unavailable("the search index is closed", closing);
      }
    } else {
      work.run();
    }
  }

  @Override
  public void close() {
    timing.shutdown();
    searching.shutdown();
    writing.shutdown();
    try {
      boolean ended =
          timing.awaitTermination(CLOSING.toSeconds(), TimeUnit.SECONDS)
              && searching.awaitTermination(CLOSING.toSeconds(), TimeUnit.SECONDS)
              && writing.awaitTermination(CLOSING.toSeconds(), TimeUnit.SECONDS);
      if (!ended) {
        LOG.atWarn().log("The search index is closed while somebody works on it");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void repeat(Runnable work, Duration pause) {
    var _ =
        timing.scheduleWithFixedDelay(
            () -> {
              try {
                work.run();
              } catch (OperatingFailure failure) {
                LOG.atWarn()
                    .addKeyValue("cause", failure.getMessage())
                    .log("Search index not kept up");
              }
            },
            pause.toNanos(),
            pause.toNanos(),
            TimeUnit.NANOSECONDS);
  }

  private static <T> T awaited(Future<T> work, Duration patience) {
    try {
      return work.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException late) {
      work.cancel(false);
      throw new Overloaded("searching takes too long", late);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new Unavailable("closing", interrupted);
    } catch (ExecutionException failed) {
      Throwable cause = failed.getCause();
      if (cause instanceof RuntimeException failure) {
        throw failure;
      }
      if (cause instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(cause);
    }
  }

  private static ThreadFactory named(String name) {
    return Thread.ofPlatform().daemon().name(name, 0).factory();
  }
}
