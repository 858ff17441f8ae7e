package io.tsubame.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsubame.application.Unavailable;
import io.tsubame.application.view.Table;
import io.tsubame.application.view.ViewBatch;
import io.tsubame.application.view.ViewStore;
import io.tsubame.application.view.ViewStore.Entry;
import io.tsubame.application.view.ViewStore.Order;
import io.tsubame.application.view.ViewStore.Range;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// The rules of `docs/spec/view-store.md` that every view store keeps. Keys and values are written
/// in hexadecimal digits.
public abstract class ViewStoreContract {
  private static final int ALL = 1000;

  private ViewStore store;

  /// Opens the store of this test; creates it the first time. The one before is closed by then.
  protected abstract ViewStore start();

  @BeforeEach
  final void startStore() {
    store = start();
  }

  @AfterEach
  final void closeStore() {
    store.close();
  }

  @Test
  @DisplayName("[VS1] get gives what was last written, of its own table")
  void get() {
    assertThat(store.get(Table.ROOMS, bytes("01"))).isNull();
    put(Table.ROOMS, "01", "aa");
    put(Table.ROOM_HEADS, "01", "bb");
    put(Table.ROOMS, "01", "cc");

    assertThat(get(Table.ROOMS, "01")).isEqualTo("cc");
    assertThat(get(Table.ROOM_HEADS, "01")).isEqualTo("bb");
    assertThat(get(Table.MEMBERS, "01")).isNull();
    delete(Table.ROOMS, "01");
    assertThat(get(Table.ROOMS, "01")).isNull();
  }

  @Test
  @DisplayName("[VS1] every table can be written and read")
  void everyTable() {
    ViewBatch batch = new ViewBatch();
    for (Table table : Table.values()) {
      batch.put(table, bytes("00"), table.name().getBytes(StandardCharsets.UTF_8));
    }
    store.write(batch);

    for (Table table : Table.values()) {
      assertThat(store.get(table, bytes("00"))).asString().isEqualTo(table.name());
    }
  }

  @Test
  @DisplayName("[VS2] multiGet keeps the order of the keys")
  void multiGet() {
    put(Table.MEMBERS, "01", "aa");
    put(Table.MEMBERS, "02", "bb");

    List<byte @Nullable []> values =
        store.multiGet(Table.MEMBERS, List.of(bytes("02"), bytes("09"), bytes("01"), bytes("02")));

    assertThat(values).containsExactly(bytes("bb"), null, bytes("aa"), bytes("bb"));
    assertThat(store.multiGet(Table.MEMBERS, List.of())).isEmpty();
  }

  @Test
  @DisplayName("[VS3] an empty value is a value")
  void emptyValue() {
    put(Table.ROOM_TASKS, "01", "");

    assertThat(get(Table.ROOM_TASKS, "01")).isEmpty();
    assertThat(scan(Table.ROOM_TASKS, "", "", Order.ASCENDING, ALL)).containsExactly("01=");
  }

  @Test
  @DisplayName("[VS3] later changes to arrays change no row")
  void ownArrays() {
    byte[] key = bytes("01");
    byte[] value = bytes("aa");
    ViewBatch batch = new ViewBatch();
    batch.put(Table.ROOMS, key, value);
    store.write(batch);
    key[0] = 9;
    value[0] = 9;
    byte[] read = Objects.requireNonNull(store.get(Table.ROOMS, bytes("01")));
    assertThat(read).isEqualTo(bytes("aa"));
    read[0] = 9;

    assertThat(get(Table.ROOMS, "01")).isEqualTo("aa");
  }

  @Test
  @DisplayName("[VS4] keys are ordered as unsigned bytes")
  void order() {
    for (String key : List.of("ff", "7f", "80", "00", "8000", "7fff", "0000")) {
      put(Table.MESSAGES, key, "01");
    }

    assertThat(keys("", "", Order.ASCENDING, ALL))
        .containsExactly("00", "0000", "7f", "7fff", "80", "8000", "ff");
    assertThat(keys("", "", Order.DESCENDING, ALL))
        .containsExactly("ff", "8000", "80", "7fff", "7f", "0000", "00");
  }

  @Test
  @DisplayName("[VS5] a range contains its from and not its to")
  void bounds() {
    putFive();

    assertThat(keys("02", "04", Order.ASCENDING, ALL)).containsExactly("02", "03");
    assertThat(keys("02", "04", Order.DESCENDING, ALL)).containsExactly("03", "02");
    assertThat(keys("0200", "0400", Order.ASCENDING, ALL)).containsExactly("03", "04");
    assertThat(keys("0200", "0400", Order.DESCENDING, ALL)).containsExactly("04", "03");
    assertThat(keys("04", "", Order.ASCENDING, ALL)).containsExactly("04", "05");
    assertThat(keys("04", "", Order.DESCENDING, ALL)).containsExactly("05", "04");
    assertThat(keys("", "02", Order.DESCENDING, ALL)).containsExactly("01");
    assertThat(keys("06", "", Order.DESCENDING, ALL)).isEmpty();
  }

  @Test
  @DisplayName("[VS15] a scan ends with the row by which the values reach a number of bytes")
  void bytesOfScans() {
    for (String key : List.of("01", "02", "03", "04")) {
      put(Table.MESSAGES, key, "aabbcc");
    }

    assertThat(keysWithin(1)).containsExactly("01");
    assertThat(keysWithin(3)).containsExactly("01");
    assertThat(keysWithin(4)).containsExactly("01", "02");
    assertThat(keysWithin(Long.MAX_VALUE)).hasSize(4);
    assertThat(store.scan(Table.MESSAGES, range("", "", Order.DESCENDING), 2, 100)).hasSize(2);
  }

  private List<String> keysWithin(long bytes) {
    return store.scan(Table.MESSAGES, range("", "", Order.ASCENDING), ALL, bytes).stream()
        .map(entry -> HexFormat.of().formatHex(entry.key()))
        .toList();
  }

  @Test
  @DisplayName("[VS6] the order says at which bound a scan begins")
  void scanOrders() {
    putFive();

    assertThat(keys("02", "05", Order.ASCENDING, 2)).containsExactly("02", "03");
    assertThat(keys("02", "05", Order.DESCENDING, 2)).containsExactly("04", "03");
  }

  @Test
  @DisplayName("[VS7] a scan is bounded, and an empty range has no rows")
  void emptyRanges() {
    putFive();
    put(Table.ROOMS, "03", "aa");

    assertThat(keys("01", "05", Order.ASCENDING, 1)).containsExactly("01");
    assertThat(keys("03", "03", Order.ASCENDING, ALL)).isEmpty();
    assertThat(keys("04", "02", Order.DESCENDING, ALL)).isEmpty();
    assertThatThrownBy(() -> keys("01", "05", Order.ASCENDING, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @DisplayName("[VS7] deleted rows are not in a range")
  void deletedRows() {
    putFive();
    delete(Table.MESSAGES, "05");
    delete(Table.MESSAGES, "03");

    assertThat(keys("", "", Order.DESCENDING, 2)).containsExactly("04", "02");
    assertThat(keys("03", "", Order.ASCENDING, 1)).containsExactly("04");
  }

  /// Whether nobody sees a part of a batch. Where that cannot be had, the rest of the rule holds.
  protected boolean showsBatchesWhole() {
    return true;
  }

  @Test
  @DisplayName("[VS8] a batch is seen whole or not at all; [VS16] or rows go forward only")
  void wholeBatches() throws Exception {
    AtomicBoolean writing = new AtomicBoolean(true);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Integer> torn =
          threads.submit(() -> {
            int seen = 0;
            Map<String, Byte> before = new HashMap<>();
            while (writing.get()) {
              List<Entry> rows = store.scan(Table.ROOMS, range("", "", Order.ASCENDING), ALL);
              long values = rows.stream().map(row -> hex(row.value())).distinct().count();
              seen += showsBatchesWhole() && values > 1 ? 1 : 0;
              for (Entry row : rows) {
                byte value = row.value()[0];
                Byte earlier = before.put(hex(row.key()), value);
                seen += earlier != null && earlier > value ? 1 : 0;
              }
            }
            return seen;
          });
      for (int round = 0; round < 100; round++) {
        ViewBatch batch = new ViewBatch();
        byte[] value = {(byte) round};
        IntStream.range(0, 20)
            .forEach(key -> batch.put(Table.ROOMS, new byte[] {(byte) key}, value));
        store.write(batch);
        assertThat(store.get(Table.ROOMS, bytes("13"))).isEqualTo(value);
      }
      writing.set(false);
      assertThat(torn.get()).isZero();
    }
  }

  @Test
  @DisplayName("[VS9] of several changes of one key in one batch the last wins")
  void lastWins() {
    ViewBatch batch = new ViewBatch();
    batch.put(Table.ROOMS, bytes("01"), bytes("aa"));
    batch.put(Table.ROOMS, bytes("01"), bytes("bb"));
    batch.put(Table.ROOMS, bytes("02"), bytes("aa"));
    batch.delete(Table.ROOMS, bytes("02"));
    batch.delete(Table.ROOMS, bytes("03"));
    batch.put(Table.ROOMS, bytes("03"), bytes("cc"));
    store.write(batch);

    assertThat(scan(Table.ROOMS, "", "", Order.ASCENDING, ALL)).containsExactly("01=bb", "03=cc");
  }

  @Test
  @DisplayName("[VS10] a checkpoint is of one projection and one shard, and 0 before the first")
  void checkpoints() {
    assertThat(store.checkpoint("views", 0)).isZero();
    ViewBatch batch = new ViewBatch();
    batch.checkpoint("views", 0, 7);
    batch.checkpoint("views", 0, 8);
    batch.checkpoint("views", 63, Long.MAX_VALUE);
    batch.checkpoint("view", 0, 5);
    store.write(batch);

    assertThat(store.checkpoint("views", 0)).isEqualTo(8);
    assertThat(store.checkpoint("views", 63)).isEqualTo(Long.MAX_VALUE);
    assertThat(store.checkpoint("view", 0)).isEqualTo(5);
    assertThat(store.checkpoint("views", 1)).isZero();
    assertThat(store.checkpoint("other", 0)).isZero();
  }

  @Test
  @DisplayName("[VS11] after closing and opening the store shows all batches")
  void reopened() {
    putFive();
    ViewBatch batch = new ViewBatch();
    batch.delete(Table.MESSAGES, bytes("03"));
    batch.checkpoint("views", 2, 9);
    store.write(batch);
    store.close();
    store = start();

    assertThat(keys("", "", Order.ASCENDING, ALL)).containsExactly("01", "02", "04", "05");
    assertThat(store.checkpoint("views", 2)).isEqualTo(9);
    put(Table.MESSAGES, "06", "aa");
    assertThat(get(Table.MESSAGES, "06")).isEqualTo("aa");
  }

  @Test
  @DisplayName("[VS12] a closed store answers Unavailable")
  void closed() {
    store.close();

    assertThatThrownBy(() -> get(Table.ROOMS, "01")).isInstanceOf(Unavailable.class);
    assertThatThrownBy(() -> keys("", "", Order.ASCENDING, 1)).isInstanceOf(Unavailable.class);
    assertThatThrownBy(() -> put(Table.ROOMS, "01", "aa")).isInstanceOf(Unavailable.class);
    assertThatThrownBy(() -> store.checkpoint("views", 0)).isInstanceOf(Unavailable.class);
    store.close();
  }

  @Test
  @DisplayName("[VS1] virtual threads see the same as platform threads")
  void virtualThreads() throws Exception {
    putFive();
    List<String> seen = new ArrayList<>();
    Thread.ofVirtual()
        .start(() -> {
          put(Table.MESSAGES, "06", "aa");
          seen.addAll(keys("02", "", Order.DESCENDING, 3));
          seen.add(String.valueOf(get(Table.MESSAGES, "01")));
          seen.add(String.valueOf(get(Table.MESSAGES, "07")));
        })
        .join();

    assertThat(seen).containsExactly("06", "05", "04", "11", "null");
    assertThat(get(Table.MESSAGES, "06")).isEqualTo("aa");
  }

  private void putFive() {
    ViewBatch batch = new ViewBatch();
    for (String key : List.of("03", "01", "05", "02", "04")) {
      batch.put(Table.MESSAGES, bytes(key), bytes("11"));
    }
    store.write(batch);
  }

  private void put(Table table, String key, String value) {
    ViewBatch batch = new ViewBatch();
    batch.put(table, bytes(key), bytes(value));
    store.write(batch);
  }

  private void delete(Table table, String key) {
    ViewBatch batch = new ViewBatch();
    batch.delete(table, bytes(key));
    store.write(batch);
  }

  private @Nullable String get(Table table, String key) {
    byte[] value = store.get(table, bytes(key));
    return value == null ? null : hex(value);
  }

  private List<String> keys(String from, String to, Order order, int limit) {
    return store.scan(Table.MESSAGES, range(from, to, order), limit).stream()
        .map(entry -> hex(entry.key()))
        .toList();
  }

  private List<String> scan(Table table, String from, String to, Order order, int limit) {
    return store.scan(table, range(from, to, order), limit).stream()
        .map(entry -> hex(entry.key()) + "=" + hex(entry.value()))
        .toList();
  }

  private static Range range(String from, String to, Order order) {
    return new Range(bytes(from), bytes(to), order);
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
