package io.tsubame.views.hbase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsubame.application.Overloaded;
import io.tsubame.application.Unavailable;
import io.tsubame.application.view.Keys;
import io.tsubame.application.view.Pages;
import io.tsubame.application.view.Table;
import io.tsubame.application.view.ViewBatch;
import io.tsubame.application.view.ViewStore.Entry;
import io.tsubame.application.view.ViewStore.Order;
import io.tsubame.application.view.ViewStore.Range;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.RoomId;
import io.tsubame.testkit.hbase.HBaseServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Large rooms and large rows, generations, and many who ask at once.
final class LargeTest {
  private static final AtomicInteger PREFIXES = new AtomicInteger();
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final RoomId ROOM = new RoomId(77);
  private static HBaseServer server;

  private HBaseViewsConfig config;

  @BeforeAll
  static void startServer() throws IOException {
    server = HBaseServer.start();
  }

  @AfterAll
  static void stopServer() throws IOException {
    server.close();
  }

  @BeforeEach
  void configure() {
    config =
        HBaseViewsConfig.DEFAULT
            .at(List.of(server.address()))
            .named("large" + PREFIXES.incrementAndGet())
            .withTimes(LONG, LONG, Duration.ofMillis(100));
  }

  @Test
  @DisplayName("[VH4] a room of 10,000 members is written as one batch and read page by page")
  void largeRoom() {
    try (HBaseViewStore store = HBaseViewStore.open(config)) {
      ViewBatch batch = new ViewBatch();
      IntStream.rangeClosed(1, 10_000)
          .forEach(member ->
              batch.put(Table.MEMBERS, Keys.of(ROOM, new AccountId(member)), new byte[20]));
      batch.put(Table.MEMBERS, Keys.of(new RoomId(78), new AccountId(1)), new byte[20]);
      store.write(batch);

      List<byte[]> keys = new ArrayList<>();
      Pages.forEach(store, Table.MEMBERS, Keys.room(ROOM), entry -> keys.add(entry.key()));
      assertThat(keys).hasSize(10_000).isSortedAccordingTo(Arrays::compareUnsigned);
      Range last = Keys.startingWith(Keys.room(ROOM), Order.DESCENDING);
      assertThat(store.scan(Table.MEMBERS, last, 2))
          .extracting(entry -> Keys.intAt(entry.key(), 4))
          .containsExactly(10_000, 9_999);
      assertThat(store.multiGet(Table.MEMBERS, keys)).hasSize(10_000).doesNotContainNull();
      assertThat(store.damage()).isEmpty();
    }
  }

  @Test
  @DisplayName("[VH3] a whole table is read in order, whatever the pages")
  void wholeTable() {
    try (HBaseViewStore store = HBaseViewStore.open(config)) {
      ViewBatch batch = new ViewBatch();
      for (int room = 1; room <= 40; room++) {
        for (int sequence = 1; sequence <= room; sequence++) {
          batch.put(Table.MESSAGES, Keys.message(new RoomId(room * 64), sequence), new byte[3]);
        }
      }
      store.write(batch);
      for (int page : new int[] {1_000, 100, 7}) {
        assertThat(all(store, page)).hasSize(820).isSortedAccordingTo(Arrays::compareUnsigned);
      }
      Range backwards = new Range(new byte[0], new byte[0], Order.DESCENDING);
      assertThat(store.scan(Table.MESSAGES, backwards, 45))
          .extracting(entry -> Keys.intAt(entry.key(), 4))
          .startsWith(40, 39)
          .endsWith(36, 35);
    }
  }

  private static List<byte[]> all(HBaseViewStore store, int page) {
    List<byte[]> keys = new ArrayList<>();
    byte[] from = {};
    List<Entry> found;
    do {
      found = store.scan(Table.MESSAGES, new Range(from, new byte[0], Order.ASCENDING), page);
      found.forEach(entry -> keys.add(entry.key()));
      from = Keys.join(keys.getLast(), new byte[1]);
    } while (found.size() == page);
    return keys;
  }

  @Test
  @DisplayName("[VH5] what is as large as may be is written; what is larger is refused, all of it")
  void limits() {
    try (HBaseViewStore store = HBaseViewStore.open(config)) {
      byte[] large = new byte[Share.MAX_VALUE_BYTES];
      large[large.length - 1] = 7;
      ViewBatch batch = new ViewBatch();
      batch.put(Table.FILE_TEXTS, new byte[RowKeys.MAX_KEY_BYTES], large);
      batch.put(Table.FILE_TEXTS, new byte[4], large);
      batch.checkpoint("views", 0, 3);
      store.write(batch);
      assertThat(store.get(Table.FILE_TEXTS, new byte[RowKeys.MAX_KEY_BYTES])).isEqualTo(large);
      assertThat(store.checkpoint("views", 0)).isEqualTo(3);

      ViewBatch longKey = new ViewBatch();
      longKey.put(Table.ROOMS, new byte[4], new byte[1]);
      longKey.put(Table.ROOMS, new byte[RowKeys.MAX_KEY_BYTES + 1], new byte[1]);
      assertThatThrownBy(() -> store.write(longKey)).isInstanceOf(IllegalArgumentException.class);
      ViewBatch largeValue = new ViewBatch();
      largeValue.put(Table.ROOMS, new byte[4], new byte[1]);
      largeValue.put(Table.ROOMS, new byte[5], new byte[Share.MAX_VALUE_BYTES + 1]);
      assertThatThrownBy(() -> store.write(largeValue))
          .isInstanceOf(IllegalArgumentException.class);
      ViewBatch largeBatch = new ViewBatch();
      for (int row = 0; row <= Share.MAX_BYTES / large.length; row++) {
        largeBatch.put(Table.ROOMS, Keys.shard(row), large);
      }
      assertThatThrownBy(() -> store.write(largeBatch))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(store.get(Table.ROOMS, new byte[4])).isNull();
    }
  }

  @Test
  @DisplayName("[VH10] a small batch after a large one leaves nothing of it in the journal")
  void shrinkingJournal() {
    try (HBaseViewStore store = HBaseViewStore.open(config)) {
      for (int megabytes : new int[] {3, 0, 2, 1}) {
        ViewBatch batch = new ViewBatch();
        batch.put(Table.FILE_TEXTS, new byte[4], new byte[megabytes << 20]);
        store.write(batch);
        assertThat(store.get(Table.FILE_TEXTS, new byte[4])).hasSize(megabytes << 20);
        store.checkpoint("views", 0);
      }
    }
  }

  @Test
  @DisplayName("[VH23] more calls at once than allowed are refused as overload")
  void overload() throws Exception {
    HBaseViewsConfig one =
        new HBaseViewsConfig(
            config.servers(),
            config.prefix(),
            4,
            HBaseViewsConfig.Compression.GZ,
            LONG,
            LONG,
            1,
            LONG,
            config.clientProperties());
    try (HBaseViewStore store = HBaseViewStore.open(one);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      assertThat(store.get(Table.ROOMS, new byte[4])).isNull();
      server.standStill();
      List<Future<byte[]>> asked = new ArrayList<>();
      try {
        for (int i = 0; i < 20; i++) {
          byte[] key = Keys.shard(i);
          asked.add(threads.submit(() -> store.get(Table.ROOMS, key)));
        }
        while (asked.stream().filter(Future::isDone).count() < 19) {
          Thread.onSpinWait();
        }
      } finally {
        server.goOn();
      }
      int refused = 0;
      for (Future<byte[]> each : asked) {
        try {
          each.get();
        } catch (ExecutionException failed) {
          assertThat(failed).hasCauseInstanceOf(Overloaded.class);
          refused++;
        }
      }
      assertThat(refused).isEqualTo(19);
      assertThat(store.get(Table.ROOMS, new byte[4])).isNull();
    }
  }

  @Test
  @DisplayName("[VH20] equal reads that come at once share calls, and nobody reads what is past")
  void hotRow() throws Exception {
    try (HBaseViews views = HBaseViews.open(config);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      HBaseViewStore store = views.current();
      for (byte round = 1; round <= 10; round++) {
        ViewBatch batch = new ViewBatch();
        batch.put(Table.ROOM_HEADS, Keys.room(ROOM), new byte[] {round});
        store.write(batch);
        List<Future<byte[]>> asked = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
          asked.add(threads.submit(() -> store.get(Table.ROOM_HEADS, Keys.room(ROOM))));
        }
        for (Future<byte[]> each : asked) {
          assertThat(each.get()).containsExactly(round);
        }
      }
      assertThat(views.numbers().shared()).isPositive();
    }
  }

  @Test
  @DisplayName("[VH30] a rebuild fills the next generation, changes over, and throws the old away")
  void generations() {
    try (HBaseViews views = HBaseViews.open(config)) {
      HBaseViewStore first = views.current();
      write(first, 1);
      write(views.next(), 9);
      HBaseViewStore next = views.next();
      assertThat(next.get(Table.ROOMS, new byte[4])).as("what was broken off is gone").isNull();
      write(next, 2);
      assertThat(views.current().get(Table.ROOMS, new byte[4])).containsExactly(1);

      views.use(next);
      assertThat(first.get(Table.ROOMS, new byte[4])).containsExactly(1);
      assertThat(views.current().get(Table.ROOMS, new byte[4])).containsExactly(2);
      views.deleteOthers();
      assertThatThrownBy(() -> first.get(Table.ROOMS, new byte[4])).isInstanceOf(Unavailable.class);
      try (HBaseViewStore another = HBaseViewStore.open(config)) {
        assertThat(another.get(Table.ROOMS, new byte[4])).containsExactly(2);
      }
      assertThat(views.numbers().open()).isFalse();
    }
  }

  private static void write(HBaseViewStore store, int value) {
    ViewBatch batch = new ViewBatch();
    batch.put(Table.ROOMS, new byte[4], new byte[] {(byte) value});
    store.write(batch);
  }

  @Test
  @DisplayName("a configuration that cannot be is refused, and says why")
  void configuration() {
    assertThatThrownBy(() -> config.at(List.of())).hasMessageContaining("address");
    assertThatThrownBy(() -> config.at(List.of("http://host:1"))).hasMessageContaining("host:1");
    assertThatThrownBy(() -> config.named("no/table")).hasMessageContaining("no/table");
    assertThat(config.named("chat:tsubame").prefix()).isEqualTo("chat:tsubame");
  }
}
