package io.tsubame.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Opens at the same time what does not need each other. Either all of it is open in the end, or
/// none.
///
/// Each opening has a thread of its own, and not a virtual one, since opening is mostly native
/// work.
final class Together {
  private final List<Opening<?>> openings = new ArrayList<>();

  /// Begins to open something.
  ///
  /// @param name of its thread
  <T extends AutoCloseable> Opening<T> open(String name, Supplier<T> work) {
    Opening<T> opening = new Opening<>(name, work);
    openings.add(opening);
    opening.thread.start();
    return opening;
  }

  /// Returns when everything is open. Where something cannot be opened, everything else is closed,
  /// the last first, and what failed is thrown: of several failures that of what was begun first,
  /// with the others suppressed. An interrupt is passed on to those that still open.
  void await() {
    boolean interrupted = false;
    for (Opening<?> opening : openings) {
      while (!opening.ended()) {
        interrupted = true;
        openings.forEach(each -> each.thread.interrupt());
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    List<Throwable> failures = new ArrayList<>();
    openings.forEach(opening -> opening.tellFailure(failures));
    if (!failures.isEmpty()) {
      openings.reversed().forEach(opening -> opening.close(failures));
      throw joined(failures);
    }
  }

  private static RuntimeException joined(List<Throwable> failures) {
    Throwable first = failures.getFirst();
    failures.stream().filter(next -> !next.equals(first)).forEach(first::addSuppressed);
    if (first instanceof Error error) {
      throw error;
    }
    return (RuntimeException) first;
  }

  /// One of the things that are opened.
  static final class Opening<T extends AutoCloseable> {
    private final Thread thread;
    private @Nullable T opened;
    private @Nullable Throwable failure;

    private Opening(String name, Supplier<T> work) {
      thread =
          Thread.ofPlatform()
              .name("opening-" + name)
              .unstarted(() -> {
                try {
                  opened = work.get();
                } catch (RuntimeException | Error thrown) {
                  failure = thrown;
                }
              });
    }

    /// Waits for the end of the attempt, and says whether it was not interrupted meanwhile.
    private boolean ended() {
      try {
        thread.join();
        return true;
      } catch (InterruptedException _) {
        return false;
      }
    }

    private void tellFailure(List<Throwable> failures) {
      if (failure != null) {
        failures.add(failure);
      }
    }

    /// Closes it where it is open.
    private void close(List<Throwable> failures) {
      if (opened != null) {
        try {
          opened.close();
        } catch (Exception | Error thrown) {
          failures.add(thrown);
        }
      }
    }

    /// To be called after [Together#await] alone.
    T opened() {
      return Objects.requireNonNull(opened);
    }
  }
}
