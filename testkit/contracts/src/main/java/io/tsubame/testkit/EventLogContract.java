package io.tsubame.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsubame.application.Unavailable;
import io.tsubame.application.log.EventLog;
import io.tsubame.application.log.EventLog.LogRecord;
import io.tsubame.application.log.EventLog.Ownership;
import io.tsubame.application.log.EventLog.StoredRecord;
import io.tsubame.application.log.NotOwner;
import io.tsubame.application.log.PositionConflict;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// The rules of `docs/spec/event-log.md` that every event log keeps.
public abstract class EventLogContract {
  private static final int SHARDS = 4;
  private static final int ALL = Integer.MAX_VALUE;

  private EventLog log;

  /// Opens the log of this test; creates it the first time. The one before is closed by then.
  protected abstract EventLog start(int shards);

  @BeforeEach
  final void startLog() {
    log = start(SHARDS);
  }

  @AfterEach
  final void closeLog() {
    log.close();
  }

  @Test
  @DisplayName("[EL1] records have the positions 0, 1, 2, … in the order of their appends")
  void positions() {
    Ownership owner = log.open(1);
    log.append(owner, 1, records("a", "b"));
    log.append(owner, 3, records("c"));

    List<StoredRecord> stored = log.read(1, 0, ALL, ALL);

    assertThat(stored).extracting(StoredRecord::position).containsExactly(0L, 1L, 2L, 3L);
    assertThat(payloads(stored)).containsExactly("", "a", "b", "c");
    assertThat(stored).extracting(StoredRecord::shard).containsOnly(1);
  }

  @Test
  @DisplayName("[EL2] what is read is what was appended")
  void sameBytes() {
    Ownership owner = log.open(0);
    byte[] every = new byte[256];
    IntStream.range(0, every.length).forEach(at -> every[at] = (byte) at);
    byte[] appended = every.clone();
    log.append(
        owner, 1, List.of(new LogRecord("発言", appended), new LogRecord("a.b/2", new byte[0])));
    appended[0] = 99;

    List<StoredRecord> stored = log.read(0, 1, ALL, ALL);

    assertThat(stored).extracting(StoredRecord::type).containsExactly("発言", "a.b/2");
    assertThat(stored.get(0).payload()).isEqualTo(every);
    assertThat(stored.get(1).payload()).isEmpty();
    assertThat(stored).extracting(StoredRecord::epoch).containsOnly(owner.epoch());
  }

  @Test
  @DisplayName("[EL2] a record of a megabyte is stored whole")
  void largeRecord() {
    byte[] large = new byte[1 << 20];
    large[large.length - 1] = 7;
    log.append(log.open(0), 1, List.of(new LogRecord("large", large)));

    assertThat(log.read(0, 1, 1, 1).getFirst().payload()).isEqualTo(large);
  }

  @Test
  @DisplayName("[EL3] the end is the number of records")
  void end() {
    assertThat(log.end(2)).isZero();
    Ownership owner = log.open(2);
    assertThat(log.end(2)).isEqualTo(1);
    log.append(owner, 1, records("a", "b"));
    assertThat(log.end(2)).isEqualTo(3);
    Ownership _ = log.open(1);
    assertThat(log.ends()).containsExactly(0L, 1L, 3L, 0L);
  }

  @Test
  @DisplayName("[EL4] shards are independent")
  void shards() {
    for (int shard = 0; shard < SHARDS; shard++) {
      log.append(log.open(shard), 1, records("shard " + shard));
    }
    log.append(log.open(1), 3, records("again"));

    assertThat(log.shards()).isEqualTo(SHARDS);
    assertThat(payloads(log.read(0, 0, ALL, ALL))).containsExactly("", "shard 0");
    assertThat(payloads(log.read(1, 0, ALL, ALL))).containsExactly("", "shard 1", "", "again");
    assertThat(payloads(log.read(3, 0, ALL, ALL))).containsExactly("", "shard 3");
  }

  @Test
  @DisplayName("[EL5] taking over is a record of the new epoch, without payload")
  void takeOver() {
    Ownership first = log.open(0);
    Ownership second = log.open(0);

    List<StoredRecord> stored = log.read(0, 0, ALL, ALL);

    assertThat(first.end()).isEqualTo(1);
    assertThat(second).isEqualTo(new Ownership(0, second.epoch(), 2));
    assertThat(stored).extracting(StoredRecord::type).containsOnly(EventLog.EPOCH_OPENED);
    assertThat(stored)
        .extracting(StoredRecord::epoch)
        .containsExactly(first.epoch(), second.epoch());
    assertThat(payloads(stored)).containsExactly("", "");
  }

  @Test
  @DisplayName("[EL6] an epoch is greater than every earlier one, also after opening anew")
  void epochs() {
    List<Long> epochs = new ArrayList<>();
    for (int round = 0; round < 3; round++) {
      epochs.add(log.open(3).epoch());
      epochs.add(log.open(3).epoch());
      reopen();
    }

    assertThat(epochs).isSorted().doesNotHaveDuplicates();
    assertThat(epochs.getFirst()).isPositive();
  }

  @Test
  @DisplayName("[EL7] an older epoch cannot append")
  void olderEpoch() {
    Ownership older = log.open(0);
    Ownership newer = log.open(0);

    assertThatThrownBy(() -> log.append(older, newer.end(), records("a")))
        .isInstanceOf(NotOwner.class);
    assertThatThrownBy(() -> log.append(older, older.end(), records("a")))
        .isInstanceOf(NotOwner.class);
    assertThat(log.end(0)).isEqualTo(2);

    log.append(newer, 2, records("b"));
    assertThat(payloads(log.read(0, 2, ALL, ALL))).containsExactly("b");
  }

  @Test
  @DisplayName("[EL7] an epoch from before opening anew can append until the next owner opens")
  void epochAcrossRestart() {
    Ownership before = log.open(0);
    reopen();
    Ownership after = log.open(0);

    assertThatThrownBy(() -> log.append(before, after.end(), records("a")))
        .isInstanceOf(NotOwner.class);
  }

  @Test
  @DisplayName("[EL8] an append at another position than the end changes nothing")
  void conflict() {
    Ownership owner = log.open(0);
    log.append(owner, 1, records("a"));

    assertThatThrownBy(() -> log.append(owner, 1, records("b")))
        .isInstanceOf(PositionConflict.class);
    assertThatThrownBy(() -> log.append(owner, 3, records("c")))
        .isInstanceOf(PositionConflict.class);

    assertThat(log.end(0)).isEqualTo(2);
    log.append(owner, 2, records("d"));
    assertThat(payloads(log.read(0, 1, ALL, ALL))).containsExactly("a", "d");
  }

  @Test
  @DisplayName("[EL9] an append of nothing, or of what only open appends, is a fault")
  void faults() {
    Ownership owner = log.open(0);
    LogRecord opened = new LogRecord(EventLog.EPOCH_OPENED, new byte[0]);
    LogRecord nameless = new LogRecord("", new byte[0]);

    assertThatThrownBy(() -> log.append(owner, 1, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> log.append(owner, 1, List.of(opened)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> log.append(owner, 1, List.of(nameless)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(log.end(0)).isEqualTo(1);
  }

  @Test
  @DisplayName("[EL10] what was appended is there after opening anew")
  void durable() {
    Ownership owner = log.open(2);
    log.append(owner, 1, records("a", "b"));
    reopen();

    assertThat(log.end(2)).isEqualTo(3);
    assertThat(log.end(1)).isZero();
    List<StoredRecord> stored = log.read(2, 1, ALL, ALL);
    assertThat(payloads(stored)).containsExactly("a", "b");
    assertThat(stored).extracting(StoredRecord::type).containsOnly("text");

    log.append(log.open(2), 4, records("c"));
    assertThat(payloads(log.read(2, 0, ALL, ALL))).containsExactly("", "a", "b", "", "c");
  }

  @Test
  @DisplayName("[EL11] a batch is seen whole or not at all, while others append")
  void wholeBatches() throws Exception {
    int batches = 50;
    AtomicBoolean writing = new AtomicBoolean(true);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Integer> torn =
          threads.submit(() -> {
            int seen = 0;
            while (writing.get()) {
              seen += log.read(0, 1, ALL, ALL).size() % 3 == 0 ? 0 : 1;
            }
            return seen;
          });
      List<Future<Long>> writers =
          threads.invokeAll(
              IntStream.range(0, SHARDS)
                  .<Callable<Long>>mapToObj(s -> () -> fill(s, batches))
                  .toList());
      for (Future<Long> writer : writers) {
        assertThat(writer.get()).isEqualTo(1 + 3L * batches);
      }
      writing.set(false);
      assertThat(torn.get()).isZero();
    }
    for (int shard = 0; shard < SHARDS; shard++) {
      assertThat(log.read(shard, 0, ALL, ALL)).hasSize(1 + 3 * batches);
    }
  }

  @Test
  @DisplayName("[EL15] a read gives at most as many records as asked for, from the position on")
  void boundedRead() {
    log.append(log.open(0), 1, records("a", "b", "c", "d"));

    assertThat(payloads(log.read(0, 2, 2, ALL))).containsExactly("b", "c");
    assertThat(payloads(log.read(0, 4, 2, ALL))).containsExactly("d");
  }

  @Test
  @DisplayName("[EL16] a read stops at about the bytes asked for, but gives one record")
  void boundedBytes() {
    LogRecord hundred = new LogRecord("text", new byte[100]);
    log.append(log.open(0), 1, List.of(hundred, hundred, hundred, hundred));

    assertThat(log.read(0, 1, ALL, 1)).hasSize(1);
    assertThat(log.read(0, 1, ALL, 200)).hasSizeBetween(1, 3);
    assertThat(log.read(0, 1, ALL, 10_000)).hasSize(4);
  }

  @Test
  @DisplayName("[EL17] there is nothing at or behind the end")
  void atEnd() {
    log.append(log.open(0), 1, records("a"));
    log.append(log.open(1), 1, records("b", "c", "d"));

    assertThat(log.read(0, 2, ALL, ALL)).isEmpty();
    assertThat(log.read(0, 3, ALL, ALL)).isEmpty();
    assertThat(log.read(0, Long.MAX_VALUE, ALL, ALL)).isEmpty();
    assertThat(log.read(3, 0, ALL, ALL)).isEmpty();
  }

  @Test
  @DisplayName("[EL21] a shard that does not exist is a fault")
  void noShard() {
    assertThatThrownBy(() -> log.open(SHARDS)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> log.end(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> log.read(SHARDS, 0, 1, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @DisplayName("[EL21] a closed log answers Unavailable")
  void closed() {
    Ownership owner = log.open(0);
    log.close();

    assertThatThrownBy(() -> log.append(owner, 1, records("a"))).isInstanceOf(Unavailable.class);
    assertThatThrownBy(() -> log.confirm(owner)).isInstanceOf(Unavailable.class);
    assertThatThrownBy(() -> log.open(0)).isInstanceOf(Unavailable.class);
    assertThatThrownBy(() -> log.read(0, 0, 1, 1)).isInstanceOf(Unavailable.class);
    log.close();
  }

  @Test
  @DisplayName("[EL22] an owner is confirmed until somebody else opens the shard, without a trace")
  void confirmed() {
    Ownership first = log.open(0);
    log.confirm(first);
    log.append(first, 1, records("a"));
    log.confirm(first);
    log.confirm(first);
    log.append(first, 2, records("b"));
    log.open(1);
    log.confirm(first);
    Ownership second = log.open(0);

    assertThatThrownBy(() -> log.confirm(first)).isInstanceOf(NotOwner.class);
    log.confirm(second);
    log.append(second, second.end(), records("c"));
    assertThatThrownBy(() -> log.confirm(first)).isInstanceOf(NotOwner.class);
    assertThat(log.end(0)).isEqualTo(5);
    reopen();
    assertThat(payloads(log.read(0, 0, ALL, ALL))).containsExactly("", "a", "b", "", "c");
    assertThat(log.end(0)).isEqualTo(5);
  }

  private void reopen() {
    log.close();
    log = start(SHARDS);
  }

  private long fill(int shard, int batches) {
    Ownership owner = log.open(shard);
    long position = owner.end();
    for (int batch = 0; batch < batches; batch++) {
      log.append(owner, position, records("x", "y", "z"));
      position += 3;
    }
    return position;
  }

  private static List<LogRecord> records(String... texts) {
    return List.of(texts).stream()
        .map(text -> new LogRecord("text", text.getBytes(StandardCharsets.UTF_8)))
        .toList();
  }

  private static List<String> payloads(List<StoredRecord> stored) {
    return stored.stream().map(one -> new String(one.payload(), StandardCharsets.UTF_8)).toList();
  }
}
