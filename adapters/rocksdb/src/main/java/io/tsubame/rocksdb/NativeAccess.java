package io.tsubame.rocksdb;

import io.tsubame.application.Overloaded;
import io.tsubame.application.Unavailable;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.StampedLock;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/// The way of all threads into one open store.
///
/// A native call pins the carrier of a virtual thread, and one that waits for the disk would hold
/// it for all that time. So virtual threads hand such calls to a bounded pool of platform threads;
/// platform threads call directly. A call that only looks into memory is so short that handing it
/// over would cost more than it takes: [#cachedFirst] runs it in place.
///
/// A call on a closed native object would end the process. So a call finds the store open or fails
/// with [Unavailable], and closing waits for the calls that are under way.
public final class NativeAccess implements AutoCloseable {
  private final String store;
  private final ThreadPoolExecutor threads;
  private final StampedLock lifetime = new StampedLock();
  private boolean closed;

  /// @param store names the store in threads and messages
  /// @param maxWaiting how many calls may wait for a thread; more are refused as [Overloaded]
  public NativeAccess(String store, int threads, int maxWaiting) {
    this.store = store;
    this.threads =
        new ThreadPoolExecutor(
            threads,
            threads,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(maxWaiting),
            Thread.ofPlatform().daemon().name(store + "-", 1).factory());
    this.threads.allowCoreThreadTimeOut(true);
  }

  /// Runs a call that may wait for the disk.
  public <T extends @Nullable Object> T call(NativeCall<T> call) {
    try {
      return Thread.currentThread().isVirtual() ? handOver(call) : whileOpen(call);
    } catch (RocksDBException e) {
      throw failed(e);
    }
  }

  /// Runs the first call in place; where what it needs is not in memory, the second with [#call].
  ///
  /// @param cached reads in memory only, and fails with the status `Incomplete` elsewhere
  public <T extends @Nullable Object> T cachedFirst(NativeCall<T> cached, NativeCall<T> full) {
    if (!Thread.currentThread().isVirtual()) {
      return call(full);
    }
    try {
      return whileOpen(cached);
    } catch (RocksDBException e) {
      if (code(e) == Status.Code.Incomplete) {
        return call(full);
      }
      throw failed(e);
    }
  }

  /// Refuses new calls, waits for those under way, and then gives back what they used. Only the
  /// first call does anything.
  public void close(Runnable release) {
    long stamp = lifetime.writeLock();
    try {
      if (!closed) {
        closed = true;
        release.run();
      }
    } finally {
      lifetime.unlockWrite(stamp);
    }
    threads.shutdown();
  }

  @Override
  public void close() {
    close(() -> {});
  }

  private <T extends @Nullable Object> T whileOpen(NativeCall<T> call) throws RocksDBException {
    long stamp = lifetime.readLock();
    try {
      if (closed) {
        throw new Unavailable(store + " is closed");
      }
      return call.call();
    } finally {
      lifetime.unlockRead(stamp);
    }
  }

  private <T extends @Nullable Object> T handOver(NativeCall<T> call) throws RocksDBException {
    FutureTask<T> task = new FutureTask<>(() -> whileOpen(call));
    try {
      threads.execute(task);
    } catch (RejectedExecutionException e) {
      throw threads.isShutdown()
          ? new Unavailable(store + " is closed", e)
          : new Overloaded("too many calls wait for " + store, e);
    }
    return join(task);
  }

  /// Native calls end by themselves, so an interrupt is kept for later: the caller must not believe
  /// that a write was not done.
  private static <T extends @Nullable Object> T join(Future<T> task) throws RocksDBException {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException _) {
          interrupted = true;
        } catch (ExecutionException e) {
          throw rethrown(e.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static RocksDBException rethrown(@Nullable Throwable cause) {
    return switch (cause) {
      case RocksDBException e -> e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case null, default -> throw new IllegalStateException(cause);
    };
  }

  private Unavailable failed(RocksDBException e) {
    return new Unavailable(store + " failed: " + e.getMessage(), e);
  }

  private static Status.@Nullable Code code(RocksDBException e) {
    Status status = e.getStatus();
    return status == null ? null : status.getCode();
  }
}
