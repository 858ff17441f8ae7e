package io.tsubame.application.imports;

import io.tsubame.application.Backoff;
import io.tsubame.application.OperatingFailure;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Repeats what a port could not do at the moment. Only for what may be repeated even where it is
/// not known whether it happened.
final class Insistence {
  private static final Duration LEAST = Duration.ofMillis(5);
  private static final Duration GREATEST = Duration.ofMillis(500);
  private static final int ATTEMPTS = 120;

  private Insistence() {}

  /// @throws OperatingFailure the last one, after about a minute
  static <T> T on(Supplier<T> work) {
    Backoff backoff = new Backoff(LEAST, GREATEST);
    for (int attempt = 1; ; attempt++) {
      try {
        return work.get();
      } catch (OperatingFailure failure) {
        if (attempt == ATTEMPTS || !waited(backoff.next())) {
          throw failure;
        }
      }
    }
  }

  private static boolean waited(Duration time) {
    try {
      return !new CountDownLatch(1).await(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
