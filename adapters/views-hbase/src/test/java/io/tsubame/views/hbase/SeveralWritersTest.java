package io.tsubame.views.hbase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsubame.application.CheckpointMoved;
import io.tsubame.application.view.Table;
import io.tsubame.application.view.ViewBatch;
import io.tsubame.testkit.hbase.HBaseServer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.CompactionState;
import org.apache.hadoop.hbase.client.Mutation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// The rules of `docs/spec/view-store-hbase.md` for several processes that write the same shards.
final class SeveralWritersTest {
  private static final AtomicInteger PREFIXES = new AtomicInteger();
  private static final Duration LONG = Duration.ofSeconds(60);
  private static HBaseServer server;

  private final HBaseViewsConfig config =
      HBaseViewsConfig.DEFAULT
          .at(List.of(server.address()))
          .named("writers" + PREFIXES.incrementAndGet())
          .withTimes(LONG, LONG, Duration.ofMillis(100));
  private final List<HBaseViews> opened = new ArrayList<>();

  @BeforeAll
  static void startServer() throws IOException {
    server = HBaseServer.start();
  }

  @AfterAll
  static void stopServer() throws IOException {
    server.close();
  }

  @AfterEach
  void close() {
    opened.forEach(HBaseViews::close);
  }

  private HBaseViewStore store() {
    return store(Clock.systemUTC());
  }

  private HBaseViewStore store(Clock clock) {
    HBaseViews views = HBaseViews.open(config, clock);
    opened.add(views);
    return views.current();
  }

  /// What a process has in its hands between the two steps of a write.
  private record HalfWritten(Commits commits, List<Mutation> rows) {}

  /// A process that dies, or is paused, when it has written the batch as a whole and no row of it.
  private HalfWritten half(HBaseViewStore store, ViewBatch batch, int shard) {
    Link link = new Link(config, TableName.valueOf("any"), new Counters());
    try {
      Share share = Share.of(batch).get(shard);
      Commits before =
          Commits.of(shard, link.read(store.table(), rows -> rows.get(Commits.askedWhole(shard))));
      byte[] journal = Journal.encode(share.changes());
      Commits next = before.next(System.currentTimeMillis(), journal, share.reached(before));
      assertThat(
              link.write(store.table(), rows -> rows.checkAndMutate(before.change(next, journal)))
                  .isSuccess())
          .isTrue();
      return new HalfWritten(
          next,
          share.changes().stream()
              .map(change -> Batches.mutation(change, next.version()))
              .toList());
    } finally {
      link.close();
    }
  }

  private void late(HBaseViewStore store, HalfWritten half) {
    Link link = new Link(config, TableName.valueOf("any"), new Counters());
    try {
      link.write(store.table(), rows -> rows.batchAll(half.rows()));
      link.write(store.table(), rows -> rows.put(half.commits().mark()));
    } finally {
      link.close();
    }
  }

  @Test
  @DisplayName("[VH11] a batch whose writer died before it wrote the rows is made whole")
  void mended() {
    HBaseViewStore one = store();
    Fold fold = new Fold(one, 3);
    fold.fold(5);
    half(one, fold.batch(2), 3);
    HBaseViewStore two = store();

    assertThat(two.checkpoint(Fold.NAME, 3)).isEqualTo(7);
    assertThat(Fold.faults(two, 3)).isEmpty();
    assertThat(opened.getLast().numbers().mended()).isPositive();
  }

  @Test
  @DisplayName("[VH11] nothing is written for a shard before its last batch is whole")
  void mendedBeforeWriting() {
    HBaseViewStore one = store();
    Fold fold = new Fold(one, 3);
    fold.fold(5);
    half(one, fold.batch(2), 3);
    HBaseViewStore two = store();
    ViewBatch other = new ViewBatch();
    other.checkpoint("other", 3, 9);
    two.write(other);

    assertThat(Fold.faults(two, 3)).isEmpty();
    assertThat(one.checkpoint("other", 3)).isEqualTo(9);
  }

  @Test
  @DisplayName(
      "[VH12] rows of a displaced writer that arrive late change nothing, deleted ones too")
  void lateRows() throws Exception {
    HBaseViewStore one = store();
    Fold fold = new Fold(one, 3);
    fold.fold(5);
    HalfWritten half = half(one, fold.batch(2), 3);
    HBaseViewStore two = store();
    Fold next = new Fold(two, 3);
    next.fold(2);
    assertThat(two.get(Table.ROOMS, Fold.sometimes(3))).isNull();
    compact(two.table());
    late(one, half);

    assertThat(Fold.faults(two, 3)).isEmpty();
    assertThat(Fold.faults(store(), 3)).isEmpty();
  }

  /// Everything that HBase may forget, it has forgotten then.
  private void compact(TableName table) throws Exception {
    Link link = new Link(config, TableName.valueOf("any"), new Counters());
    try {
      link.manage(open -> open.getAdmin().flush(table));
      link.manage(open -> open.getAdmin().majorCompact(table));
      long deadline = System.nanoTime() + LONG.toNanos();
      while (link.manage(open -> open.getAdmin().getCompactionState(table))
          != CompactionState.NONE) {
        assertThat(System.nanoTime()).isLessThan(deadline);
      }
    } finally {
      link.close();
    }
  }

  @Test
  @DisplayName("[VH13] a batch that rests on views of before is refused, and does nothing")
  void moved() {
    HBaseViewStore one = store();
    HBaseViewStore two = store();
    Fold first = new Fold(one, 3);
    Fold second = new Fold(two, 3);
    first.fold(5);

    assertThatThrownBy(() -> two.write(second.batch(6))).isInstanceOf(CheckpointMoved.class);
    second.fold(6);
    assertThat(second.next()).as("began anew").isEqualTo(5);
    second.fold(6);
    assertThat(Fold.faults(one, 3)).isEmpty();
    assertThat(one.checkpoint(Fold.NAME, 3)).isEqualTo(11);
  }

  @Test
  @DisplayName("[VH13] whoever writes what the views hold already is told to begin anew")
  void held() {
    HBaseViewStore one = store();
    HBaseViewStore two = store();
    Fold first = new Fold(one, 3);
    Fold second = new Fold(two, 3);
    ViewBatch batch = first.batch(4);
    one.write(batch);
    ViewBatch twice = second.batch(4); // with rows that hold it already

    assertThatThrownBy(() -> two.write(twice)).isInstanceOf(CheckpointMoved.class);
    assertThatThrownBy(() -> one.write(batch)).isInstanceOf(CheckpointMoved.class);
    assertThat(Fold.faults(one, 3)).isEmpty();
    assertThat(one.checkpoint(Fold.NAME, 3)).isEqualTo(4);
  }

  @Test
  @DisplayName("[VH13] a checkpoint that rests on nothing never goes back")
  void forwards() {
    HBaseViewStore one = store();
    for (long end : new long[] {7, 3, 9, 9}) {
      ViewBatch batch = new ViewBatch();
      batch.checkpoint("policy", 3, end);
      one.write(batch);
    }
    assertThat(one.checkpoint("policy", 3)).isEqualTo(9);
  }

  @Test
  @DisplayName("[VH14] of a batch of several shards, those that can be written are")
  void severalShards() {
    HBaseViewStore one = store();
    HBaseViewStore two = store();
    Fold late = new Fold(two, 1);
    Fold free = new Fold(two, 2);
    new Fold(one, 1).fold(5);
    ViewBatch both = new ViewBatch();
    for (ViewBatch part : List.of(late.batch(7), free.batch(7))) {
      part.changes()
          .forEach(change -> {
            both.of(change.shard());
            if (change.value() == null) {
              both.delete(change.table(), change.key());
            } else {
              both.put(change.table(), change.key(), change.value());
            }
          });
      part.checkpoints()
          .forEach(end -> both.checkpoint(end.projection(), end.shard(), end.from(), end.next()));
    }

    assertThatThrownBy(() -> two.write(both))
        .isInstanceOf(CheckpointMoved.class)
        .hasMessageContaining("[1]");
    assertThat(one.checkpoint(Fold.NAME, 1)).isEqualTo(5);
    assertThat(one.checkpoint(Fold.NAME, 2)).isEqualTo(7);
    assertThat(Fold.faults(one, 1)).isEmpty();
    assertThat(Fold.faults(one, 2)).isEmpty();
  }

  @Test
  @DisplayName("[VH15] writers that fold the same shards at once, with wrong clocks, lose nothing")
  void atOnce() throws Exception {
    Instant now = Instant.now();
    List<HBaseViewStore> stores =
        List.of(
            store(Clock.offset(Clock.systemUTC(), Duration.ofHours(1))),
            store(Clock.fixed(now, Clock.systemUTC().getZone())),
            store(Clock.offset(Clock.systemUTC(), Duration.ofHours(-1))));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> folding = new ArrayList<>();
      for (HBaseViewStore store : stores) {
        for (int shard = 0; shard < 2; shard++) {
          int folded = shard;
          folding.add(threads.submit(() -> foldTo(store, folded, 100)));
        }
      }
      for (Future<?> each : folding) {
        each.get();
      }
    }
    for (HBaseViewStore store : stores) {
      assertThat(store.checkpoint(Fold.NAME, 0)).isGreaterThanOrEqualTo(100);
      assertThat(Fold.faults(store, 0)).isEmpty();
      assertThat(Fold.faults(store, 1)).isEmpty();
    }
  }

  private static void foldTo(HBaseViewStore store, int shard, long end) {
    Fold fold = new Fold(store, shard);
    for (int turn = 0; fold.next() < end; turn++) {
      fold.fold(1 + turn % 4);
    }
  }

  @Test
  @DisplayName("[VH10] policies and projections write the same shard without hindering each other")
  void checkpointsOfSeveral() {
    HBaseViewStore one = store();
    HBaseViewStore two = store();
    Fold fold = new Fold(one, 5);
    for (int turn = 1; turn <= 20; turn++) {
      fold.fold(1);
      ViewBatch policy = new ViewBatch();
      policy.checkpoint("policy", 5, turn);
      two.write(policy);
    }
    assertThat(fold.next()).isEqualTo(20);
    assertThat(one.checkpoint("policy", 5)).isEqualTo(20);
    assertThat(Fold.faults(two, 5)).isEmpty();
  }

  @Test
  @DisplayName("[VH16] versions grow although the clock goes back")
  void versions() {
    Commits one = new Commits(1, 5_000, 0, 0, 0, 0, java.util.Map.of());
    assertThat(one.next(9_000, new byte[0], java.util.Map.of()).version()).isEqualTo(9_000);
    assertThat(one.next(1_000, new byte[0], java.util.Map.of()).version()).isEqualTo(5_001);
    assertThat(ByteBuffer.wrap(one.mark().getRow()).get(1)).isZero();
  }
}
