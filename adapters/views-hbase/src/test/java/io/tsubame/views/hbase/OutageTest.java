package io.tsubame.views.hbase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsubame.application.CheckpointMoved;
import io.tsubame.application.OperatingFailure;
import io.tsubame.application.Unavailable;
import io.tsubame.application.view.Table;
import io.tsubame.application.view.ViewBatch;
import io.tsubame.testkit.hbase.HBaseServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// HBase is killed, stands still, and comes back.
final class OutageTest {
  private static final AtomicInteger PREFIXES = new AtomicInteger();
  private static final Duration SHORT = Duration.ofSeconds(2);
  private static final Duration LONG = Duration.ofSeconds(90);
  private static HBaseServer server;

  private HBaseViews views;
  private HBaseViewStore store;

  @BeforeAll
  static void startServer() throws IOException {
    server = HBaseServer.start();
  }

  @AfterAll
  static void stopServer() throws IOException {
    server.close();
  }

  @BeforeEach
  void open() {
    views =
        HBaseViews.open(
            HBaseViewsConfig.DEFAULT
                .at(List.of(server.address()))
                .named("outage" + PREFIXES.incrementAndGet())
                .withTimes(SHORT, SHORT, Duration.ofMillis(100)));
    store = views.current();
  }

  @AfterEach
  void close() {
    views.close();
  }

  @Test
  @DisplayName("[VH21] [VH22] killed, calls fail at once; back, nothing that was written is lost")
  void killed() throws Exception {
    await(() -> works(() -> new Fold(store, 1).fold(6)));
    server.kill();
    awaitOpen();
    long calls = views.numbers().calls();
    long refused = views.numbers().refused();
    for (int i = 0; i < 1_000; i++) {
      assertThatThrownBy(() -> store.get(Table.ROOMS, new byte[4])).isInstanceOf(Unavailable.class);
    }
    assertThat(views.numbers().refused() - refused).isEqualTo(1_000);
    assertThat(views.numbers().calls() - calls).as("asked meanwhile").isLessThan(200);
    server.run();

    await(() -> works(() -> store.checkpoint(Fold.NAME, 1)));
    assertThat(store.checkpoint(Fold.NAME, 1)).isEqualTo(6);
    assertThat(Fold.faults(store, 1)).isEmpty();
    assertThat(views.numbers().open()).isFalse();
    new Fold(store, 1).fold(3);
    assertThat(Fold.faults(store, 1)).isEmpty();
  }

  @Test
  @DisplayName("[VH22] [VH11] killed in the midst of batches, every record counts once")
  void killedWhileWriting() throws Exception {
    await(() -> works(() -> new Fold(store, 1).fold(1)));
    AtomicBoolean writing = new AtomicBoolean(true);
    AtomicLong acknowledged = new AtomicLong();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<?> folding = threads.submit(() -> foldWhile(writing, acknowledged));
      for (int kill = 0; kill < 2; kill++) {
        long before = acknowledged.get();
        await(() -> acknowledged.get() > before + 20);
        server.kill();
        server.run();
      }
      long before = acknowledged.get();
      await(() -> acknowledged.get() > before + 20);
      writing.set(false);
      folding.get();
    }
    assertThat(store.checkpoint(Fold.NAME, 1)).isGreaterThanOrEqualTo(acknowledged.get());
    assertThat(Fold.faults(store, 1)).isEmpty();
  }

  /// As a follower does: what fails for a reason that may pass is tried again.
  private void foldWhile(AtomicBoolean writing, AtomicLong acknowledged) {
    Fold fold = new Fold(store, 1);
    while (writing.get()) {
      try {
        fold.fold(1);
        acknowledged.set(fold.next());
      } catch (CheckpointMoved moved) {
        throw moved;
      } catch (OperatingFailure _) {
        LockSupport.parkNanos(1_000_000);
      }
    }
  }

  @Test
  @DisplayName(
      "[VH21] standing still, HBase does not hold callers up for long, and heals by itself")
  void standsStill() throws Exception {
    ViewBatch batch = new ViewBatch();
    batch.put(Table.ROOMS, new byte[4], new byte[] {7});
    await(() -> works(() -> store.write(batch)));
    server.standStill();
    try {
      awaitOpen();
      assertThatThrownBy(() -> store.get(Table.ROOMS, new byte[4])).isInstanceOf(Unavailable.class);
    } finally {
      server.goOn();
    }
    await(() -> works(() -> store.get(Table.ROOMS, new byte[4])));
    assertThat(store.get(Table.ROOMS, new byte[4])).containsExactly(7);
  }

  @Test
  @DisplayName("[VH21] views that are opened while HBase is away work when it is there")
  void awayAtFirst() throws Exception {
    server.kill();
    assertThatThrownBy(() -> store.checkpoint(Fold.NAME, 0)).isInstanceOf(Unavailable.class);
    server.run();
    await(() -> works(() -> new Fold(store, 0).fold(4)));
    assertThat(store.checkpoint(Fold.NAME, 0)).isEqualTo(4);
  }

  private void awaitOpen() {
    await(() -> {
      works(() -> store.get(Table.ROOMS, new byte[4]));
      return views.numbers().open();
    });
  }

  private static boolean works(Runnable call) {
    try {
      call.run();
      return true;
    } catch (OperatingFailure _) {
      return false;
    }
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + LONG.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      LockSupport.parkNanos(1_000_000);
    }
  }
}
