package io.tsubame.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsubame.application.Overloaded;
import io.tsubame.application.Unavailable;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

@Timeout(30)
final class NativeAccessTest {
  private final NativeAccess access = new NativeAccess("store", 1, 1);
  private final ExecutorService virtual = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void close() {
    access.close();
    virtual.close();
  }

  @Test
  @DisplayName("a call of a virtual thread runs on a named platform thread")
  void handsOver() throws Exception {
    assertThat(onVirtualThread(() -> access.call(() -> Thread.currentThread().getName())))
        .isEqualTo("store-1");
    assertThat(access.call(Thread::currentThread)).isSameAs(Thread.currentThread());
  }

  @Test
  @DisplayName("a read in memory runs in place, and on a platform thread where it is incomplete")
  void cachedFirst() throws Exception {
    assertThat(onVirtualThread(() -> access.cachedFirst(this::isVirtual, this::isVirtual)))
        .isTrue();
    assertThat(onVirtualThread(() -> access.cachedFirst(this::incomplete, this::isVirtual)))
        .isFalse();
  }

  @Test
  @DisplayName("more calls than may wait are refused")
  void overloaded() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    Future<Boolean> running = virtual.submit(() -> access.call(() -> held(begun, release)));
    begun.await();
    ExecutorCompletionService<Boolean> others = new ExecutorCompletionService<>(virtual);
    others.submit(this::refused);
    others.submit(this::refused);

    assertThat(others.take().get()).isTrue();
    release.countDown();
    assertThat(others.take().get()).isFalse();
    assertThat(running.get()).isTrue();
  }

  @Test
  @DisplayName("closing waits for calls under way, gives back once, and refuses later calls")
  void closing() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    AtomicBoolean released = new AtomicBoolean();
    Future<Boolean> call = virtual.submit(() -> access.call(() -> held(begun, release)));
    begun.await();
    Thread closer = Thread.ofPlatform().start(() -> access.close(() -> released.set(true)));
    assertThat(released).isFalse();
    release.countDown();
    closer.join();

    assertThat(call.get()).isTrue();
    assertThat(released).isTrue();
    access.close(() -> released.set(false));
    assertThat(released).isTrue();
    assertThatThrownBy(() -> access.call(() -> true)).isInstanceOf(Unavailable.class);
    assertThatThrownBy(() -> onVirtualThread(() -> access.call(() -> true)))
        .hasCauseInstanceOf(Unavailable.class);
  }

  @Test
  @DisplayName("a failure of RocksDB is told as Unavailable, a fault as it is")
  void failures() throws Exception {
    assertThatThrownBy(() -> access.call(this::incomplete)).isInstanceOf(Unavailable.class);
    assertThatThrownBy(() -> onVirtualThread(() -> access.call(this::incomplete)))
        .hasCauseInstanceOf(Unavailable.class);
    assertThatThrownBy(() -> onVirtualThread(() -> access.call(this::faulty)))
        .hasCauseInstanceOf(IllegalStateException.class);
  }

  /// @return whether the call was refused
  private boolean refused() {
    try {
      return !access.call(() -> true);
    } catch (Overloaded _) {
      return true;
    }
  }

  private boolean isVirtual() {
    return Thread.currentThread().isVirtual();
  }

  private boolean incomplete() throws RocksDBException {
    throw new RocksDBException(new Status(Status.Code.Incomplete, Status.SubCode.None, "not here"));
  }

  private boolean faulty() {
    throw new IllegalStateException("a fault");
  }

  private static boolean held(CountDownLatch begun, CountDownLatch release) {
    begun.countDown();
    try {
      release.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return true;
  }

  private <T> T onVirtualThread(Callable<T> work) throws Exception {
    return virtual.submit(work).get();
  }
}
