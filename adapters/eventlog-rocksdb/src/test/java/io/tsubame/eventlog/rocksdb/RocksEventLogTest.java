package io.tsubame.eventlog.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsubame.application.Unavailable;
import io.tsubame.application.log.CorruptLog;
import io.tsubame.application.log.EventLog;
import io.tsubame.application.log.EventLog.LogRecord;
import io.tsubame.application.log.EventLog.Ownership;
import io.tsubame.testkit.EventLogContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.FlushOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;

final class RocksEventLogTest extends EventLogContract {
  private static final int ALL = Integer.MAX_VALUE;

  @TempDir private Path directory;
  @TempDir private Path another;

  @Override
  protected EventLog start(int shards) {
    return RocksEventLog.open(directory, shards, RocksEventLogConfig.DEFAULT);
  }

  @Test
  @DisplayName("[EL18] a changed byte is found and named by shard and position")
  void changedByte() throws Exception {
    fill();
    byte[] key = new RecordKey(3, 2).bytes();
    try (Options options = new Options();
        RocksDB db = RocksDB.open(options, database().toString())) {
      byte[] value = Objects.requireNonNull(db.get(key));
      value[value.length - 1] ^= 1;
      db.put(key, value);
    }

    try (EventLog log = open(4)) {
      assertThat(log.read(3, 0, 2, ALL)).hasSize(2);
      assertThatThrownBy(() -> log.read(3, 0, ALL, ALL))
          .isInstanceOf(CorruptLog.class)
          .hasMessageContaining("shard 3, position 2");
      assertThat(log.read(3, 3, ALL, ALL)).hasSize(1);
    }
  }

  @Test
  @DisplayName("[EL18] a missing record is found and named by shard and position")
  void missingRecord() throws Exception {
    fill();
    try (Options options = new Options();
        RocksDB db = RocksDB.open(options, database().toString())) {
      db.delete(new RecordKey(3, 1).bytes());
    }

    try (EventLog log = open(4)) {
      assertThatThrownBy(() -> log.read(3, 0, ALL, ALL))
          .isInstanceOf(CorruptLog.class)
          .hasMessageContaining("shard 3, position 1");
    }
  }

  @Test
  @DisplayName("[EL18] a damaged block of a table file is found and named by shard and position")
  void damagedTable() throws Exception {
    fill(8, 50_000);
    try (Options options = new Options();
        FlushOptions flush = new FlushOptions();
        RocksDB db = RocksDB.open(options, database().toString())) {
      db.flush(flush);
    }
    Path table = fileEndingWith(".sst");
    flipByte(table, (int) (Files.size(table) / 2));

    try (EventLog log = open(4)) {
      assertThatThrownBy(() -> log.read(3, 0, ALL, ALL))
          .isInstanceOf(CorruptLog.class)
          .hasMessageContaining("shard 3, position ");
    }
  }

  @Test
  @DisplayName("[EL18] damage within the write-ahead log is found and named, not passed over")
  void damagedWriteAheadLog() throws Exception {
    fill();
    Path wal = fileEndingWith(".log");
    flipByte(wal, 100);

    assertThatThrownBy(() -> open(4))
        .isInstanceOf(CorruptLog.class)
        .hasMessageContaining(wal.getFileName() + ", byte ");
  }

  @Test
  @DisplayName("[EL10] a torn end of the write-ahead log is dropped: nobody was told of it")
  void tornEnd() throws Exception {
    fill();
    Path wal = fileEndingWith(".log");
    byte[] whole = Files.readAllBytes(wal);
    Files.write(wal, Arrays.copyOf(whole, whole.length - 5));

    try (EventLog log = open(4)) {
      assertThat(log.end(3)).isEqualTo(3);
      assertThat(log.read(3, 0, ALL, ALL)).hasSize(3);
    }
  }

  @Test
  @DisplayName("[EL19] another number of shards is refused, with both numbers")
  void otherShards() {
    fill();

    assertThatThrownBy(() -> open(8))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("4 shards")
        .hasMessageContaining("8");
    open(4).close();
  }

  @Test
  @DisplayName("[EL20] a second user of the directory is refused, and told who the first is")
  void inUse() {
    try (EventLog first = open(4)) {
      assertThat(first.shards()).isEqualTo(4);
      assertThatThrownBy(() -> open(4))
          .isInstanceOf(Unavailable.class)
          .hasMessageContaining(another.toString())
          .hasMessageContaining("process " + ProcessHandle.current().pid());
    }
    open(4).close();
  }

  @Test
  @DisplayName("[EL2] many types keep their names when the log is opened anew")
  void manyTypes() {
    try (EventLog log = open(4)) {
      Ownership owner = log.open(0);
      log.append(
          owner,
          1,
          Stream.iterate(0, number -> number + 1)
              .limit(200)
              .map(number -> new LogRecord("type " + number, new byte[0]))
              .toList());
    }
    try (EventLog log = open(4)) {
      assertThat(log.read(0, 151, 1, 1).getFirst().type()).isEqualTo("type 150");
      log.append(log.open(0), 202, List.of(new LogRecord("one more", new byte[0])));
      assertThat(log.read(0, 202, 1, 1).getFirst().type()).isEqualTo("one more");
    }
  }

  private void fill() {
    fill(3, 50);
  }

  /// Shard 3 gets records from position 1 on, each by a flush of its own.
  private void fill(int records, int payloadBytes) {
    byte[] payload = new byte[payloadBytes];
    new Random(1).nextBytes(payload);
    try (EventLog log = open(4)) {
      Ownership owner = log.open(3);
      for (int position = 1; position <= records; position++) {
        log.append(owner, position, List.of(new LogRecord("text", payload)));
      }
    }
  }

  private EventLog open(int shards) {
    return RocksEventLog.open(another, shards, RocksEventLogConfig.DEFAULT);
  }

  private Path database() {
    return another.resolve("rocksdb");
  }

  private Path fileEndingWith(String suffix) throws IOException {
    try (Stream<Path> files = Files.list(database())) {
      return files
          .filter(file -> file.toString().endsWith(suffix) && file.toFile().length() > 0)
          .findFirst()
          .orElseThrow();
    }
  }

  private static void flipByte(Path file, int at) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[at] ^= 1;
    Files.write(file, bytes, StandardOpenOption.TRUNCATE_EXISTING);
  }
}
