package io.tsubame.eventlog.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsubame.application.OutcomeUnknown;
import io.tsubame.application.Overloaded;
import io.tsubame.application.Unavailable;
import io.tsubame.application.log.EventLog.Ownership;
import io.tsubame.application.log.NotOwner;
import io.tsubame.application.log.PositionConflict;
import io.tsubame.rocksdb.NativeLibrary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/// The committer over a disk that a test holds and breaks.
@Timeout(30)
final class CommitterTest {
  private final ShardTails tails = new ShardTails(new long[2], new long[2]);
  private final TypeNames types = new TypeNames();
  private final GatedDisk disk = new GatedDisk();
  private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch failed = new CountDownLatch(1);
  private Committer committer;

  @BeforeEach
  void start() {
    NativeLibrary.load();
    committer = committer(4, 1 << 20, Duration.ofMinutes(1));
  }

  @AfterEach
  void stop() {
    disk.free.release(1000);
    committer.close();
    callers.close();
  }

  @Test
  @DisplayName("[EL14] batches that arrive during a flush share the next")
  void sharesFlushes() throws Exception {
    Future<?> first = callers.submit(() -> committer.submit(append(0, 0)));
    disk.awaitWrite();
    List<Future<?>> others = new ArrayList<>();
    others.add(callers.submit(() -> committer.submit(append(1, 0))));
    awaitWaiting(1);
    others.add(callers.submit(() -> committer.submit(append(0, 1))));
    awaitWaiting(2);
    assertThat(tails.durableEnd(0)).isZero();

    disk.free.release(2);
    first.get();
    for (Future<?> other : others) {
      other.get();
    }

    assertThat(disk.sizes).containsExactly(1, 2);
    assertThat(tails.durableEnd(0)).isEqualTo(2);
    assertThat(tails.durableEnd(1)).isEqualTo(1);
  }

  @Test
  @DisplayName("[EL13] a failed flush leaves its outcome unknown, and the log takes no more")
  void failsStop() throws Exception {
    Future<?> flushed = callers.submit(() -> committer.submit(append(0, 0)));
    disk.awaitWrite();
    Future<?> waiting = callers.submit(() -> committer.submit(append(1, 0)));
    awaitWaiting(1);
    disk.broken = true;
    disk.free.release(2);

    assertThat(cause(flushed)).isInstanceOf(OutcomeUnknown.class);
    failed.await();
    assertThat(cause(waiting)).isInstanceOf(Unavailable.class);
    assertThatThrownBy(() -> committer.submit(append(1, 0))).isInstanceOf(Unavailable.class);
    assertThat(tails.durableEnd(0)).isZero();
    assertThat(committer.statistics().failures()).isEqualTo(1);
    assertThat(committer.statistics().waitingBytes()).isZero();
  }

  @Test
  @DisplayName("[EL14] more batches than may wait are refused, and room comes back")
  void boundedBatches() throws Exception {
    List<Future<?>> accepted = new ArrayList<>();
    accepted.add(callers.submit(() -> committer.submit(append(0, 0))));
    disk.awaitWrite();
    for (int position = 1; position <= 4; position++) {
      int at = position;
      accepted.add(callers.submit(() -> committer.submit(append(0, at))));
      awaitWaiting(position);
    }

    assertOverloaded(() -> committer.submit(append(0, 5)));
    disk.free.release(10);
    for (Future<?> one : accepted) {
      one.get();
    }
    committer.submit(append(0, 5));
    assertThat(tails.durableEnd(0)).isEqualTo(6);
  }

  @Test
  @DisplayName("[EL14] more bytes than may wait are refused")
  void boundedBytes() throws Exception {
    committer.close();
    committer = committer(100, 1000, Duration.ofMinutes(1));
    Future<?> first = callers.submit(() -> committer.submit(append(0, 0, 900)));
    disk.awaitWrite();

    assertOverloaded(() -> committer.submit(append(0, 1, 900)));
    disk.free.release(2);
    first.get();
    committer.submit(append(0, 1, 900));
  }

  @Test
  @DisplayName(
      "[EL10] type names get numbers without a gap, also beside one that has got its own meanwhile")
  void namesWithoutGap() throws Exception {
    disk.free.release();
    committer.submit(new Request.NameType("known"));
    Future<?> first = callers.submit(() -> committer.submit(append(0, 0)));
    while (!disk.free.hasQueuedThreads()) {
      Thread.onSpinWait();
    }
    Future<?> again = callers.submit(() -> committer.submit(new Request.NameType("known")));
    awaitWaiting(1);
    Future<?> fresh = callers.submit(() -> committer.submit(new Request.NameType("fresh")));
    awaitWaiting(2);
    disk.free.release(10);
    first.get();
    again.get();
    fresh.get();

    assertThat(types.number("fresh")).isEqualTo(2);
    assertThat(disk.last).containsSequence(new RecordKey(RecordKey.META_SHARD, 2).bytes());
  }

  @Test
  @DisplayName("[EL12] a disk that does not answer in time leaves the outcome unknown")
  void deadline() {
    committer.close();
    committer = committer(4, 1 << 20, Duration.ofMillis(20));

    assertThatThrownBy(() -> committer.submit(append(0, 0))).isInstanceOf(OutcomeUnknown.class);
  }

  @Test
  @DisplayName("[EL7] [EL8] what is refused is not written, and others of the flush are")
  void refusals() throws Exception {
    Future<?> first = callers.submit(() -> committer.submit(append(0, 0)));
    disk.awaitWrite();
    Future<?> behind = callers.submit(() -> committer.submit(append(0, 7)));
    Future<?> stranger =
        callers.submit(
            () -> committer.submit(new Request.Append(new Ownership(1, 9, 0), 0, entries(1, 0))));
    Future<?> good = callers.submit(() -> committer.submit(append(1, 0)));
    awaitWaiting(3);
    disk.free.release(2);

    first.get();
    good.get();
    assertThat(cause(behind)).isInstanceOf(PositionConflict.class);
    assertThat(cause(stranger)).isInstanceOf(NotOwner.class);
    assertThat(disk.sizes).containsExactly(1, 1);
  }

  private Committer committer(int batches, int bytes, Duration deadline) {
    RocksEventLogConfig config =
        new RocksEventLogConfig(bytes, batches, 1 << 20, deadline, 1, 1, 1, 1);
    Committer started =
        new Committer(
            disk,
            new RecoveredLog(tails, types),
            config,
            new Committer.Counters(),
            failed::countDown);
    started.start();
    return started;
  }

  private static Request append(int shard, long position) {
    return append(shard, position, 1);
  }

  private static Request append(int shard, long position, int bytes) {
    byte[] key = new RecordKey(shard, position).bytes();
    return new Request.Append(
        new Ownership(shard, 0, 0), position, List.of(new Request.Entry(key, new byte[bytes])));
  }

  private static List<Request.Entry> entries(int shard, long position) {
    return List.of(new Request.Entry(new RecordKey(shard, position).bytes(), new byte[1]));
  }

  private void awaitWaiting(int batches) {
    while (committer.statistics().waitingBatches() < batches) {
      Thread.onSpinWait();
    }
  }

  private static Throwable cause(Future<?> failed) throws InterruptedException {
    try {
      failed.get();
      throw new AssertionError("it should have failed");
    } catch (ExecutionException e) {
      return e.getCause();
    }
  }

  private static void assertOverloaded(ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(Overloaded.class);
  }

  private static final class GatedDisk implements DurableWrite {
    final Semaphore free = new Semaphore(0);
    final List<Integer> sizes = new ArrayList<>();
    private final CountDownLatch begun = new CountDownLatch(1);
    volatile boolean broken;
    volatile byte[] last = {};

    @Override
    public void write(WriteBatch batch) throws RocksDBException {
      begun.countDown();
      free.acquireUninterruptibly();
      if (broken) {
        throw new RocksDBException("the disk is broken");
      }
      sizes.add(batch.count());
      last = batch.data();
    }

    void awaitWrite() throws InterruptedException {
      begun.await();
    }
  }
}
