package io.tsubame.application.move;

import io.tsubame.application.Backoff;
import io.tsubame.application.OperatingFailure;
import io.tsubame.application.log.CorruptLog;
import io.tsubame.application.log.NotOwner;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/// Repeats what fails for a reason that may pass, a bounded number of times.
final class Attempts {
  private final MoveLimits limits;
  private final CountDownLatch never = new CountDownLatch(1);

  Attempts(MoveLimits limits) {
    this.limits = limits;
  }

  interface Work<T> {
    T run() throws MoveStopped, InterruptedException;
  }

  /// @throws OperatingFailure the last one; at once where trying again would not help
  <T> T at(Work<T> work) throws MoveStopped, InterruptedException {
    Backoff backoff = new Backoff(limits.leastBackoff(), limits.greatestBackoff());
    for (int attempt = 1; ; attempt++) {
      try {
        return work.run();
      } catch (CorruptLog | NotOwner lasting) {
        throw lasting;
      } catch (OperatingFailure failure) {
        if (attempt == limits.attempts()) {
          throw failure;
        }
      }
      pause(backoff.next());
    }
  }

  interface ShardWork {
    void run(int shard) throws MoveStopped, InterruptedException;
  }

  /// Does something for all shards at the same time, and returns when all have ended.
  ///
  /// @throws RuntimeException what the first of them threw that failed
  void atEach(int shards, ShardWork work) throws MoveStopped, InterruptedException {
    List<FutureTask<Integer>> tasks =
        IntStream.range(0, shards)
            .mapToObj(shard ->
                new FutureTask<>(() ->
                    at(() -> {
                      work.run(shard);
                      return shard;
                    })))
            .toList();
    List<Thread> threads =
        tasks.stream().map(task -> Thread.ofVirtual().name("move-shard").start(task)).toList();
    for (Thread thread : threads) {
      thread.join();
    }
    for (FutureTask<Integer> task : tasks) {
      resultOf(task);
    }
  }

  private static void resultOf(FutureTask<Integer> task) throws MoveStopped, InterruptedException {
    try {
      int _ = task.get();
    } catch (ExecutionException failed) {
      switch (failed.getCause()) {
        case MoveStopped stopped -> throw stopped;
        case RuntimeException failure -> throw failure;
        case Error error -> throw error;
        case null, default -> throw new IllegalStateException(failed);
      }
    }
  }

  void pause(Duration time) throws InterruptedException {
    boolean _ = never.await(time.toNanos(), TimeUnit.NANOSECONDS);
  }
}
