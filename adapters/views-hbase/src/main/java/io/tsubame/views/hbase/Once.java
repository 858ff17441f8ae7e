package io.tsubame.views.hbase;

import io.tsubame.application.Unavailable;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Something that is found by the first attempt that succeeds, and kept.
final class Once<T> implements Supplier<T> {
  private final Supplier<T> attempt;
  private final Duration patience;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable T found;

  /// @param patience with an attempt of somebody else
  Once(Supplier<T> attempt, Duration patience) {
    this.attempt = attempt;
    this.patience = patience;
  }

  @Override
  public T get() {
    T known = found;
    return known != null ? known : find();
  }

  private T find() {
    lockPatiently();
    try {
      T known = found;
      if (known == null) {
        known = attempt.get();
        found = known;
      }
      return known;
    } finally {
      lock.unlock();
    }
  }

  private void lockPatiently() {
    try {
      if (!lock.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new Unavailable("the views are being opened");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new Unavailable("closing", interrupted);
    }
  }
}
