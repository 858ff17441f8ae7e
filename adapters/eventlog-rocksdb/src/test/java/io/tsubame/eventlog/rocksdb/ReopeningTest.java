package io.tsubame.eventlog.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsubame.application.OutcomeUnknown;
import io.tsubame.application.Unavailable;
import io.tsubame.application.log.EventLog.LogRecord;
import io.tsubame.application.log.EventLog.Ownership;
import io.tsubame.application.log.EventLog.StoredRecord;
import io.tsubame.application.log.NotOwner;
import io.tsubame.application.log.PositionConflict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.RocksDBException;

/// A log on a disk that fails for a while.
@Timeout(60)
final class ReopeningTest {
  private enum Fault {
    NONE,
    NOTHING_WRITTEN,
    WRITTEN_BUT_REPORTED_AS_FAILED
  }

  @TempDir private Path directory;
  private volatile Fault fault = Fault.NONE;
  private RocksEventLog log;

  @BeforeEach
  void open() {
    log = RocksEventLog.open(directory, 2, RocksEventLogConfig.DEFAULT, this::faulty);
  }

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  @DisplayName("[EL13] a log whose flush failed takes appends again by itself, and lost nothing")
  void heals() throws Exception {
    Ownership owner = log.open(0);
    Ownership other = log.open(1);
    log.append(owner, owner.end(), List.of(letter("a")));
    fail(Fault.NOTHING_WRITTEN, owner, owner.end() + 1, "lost");

    Ownership again = reopened(0);
    assertThat(again.epoch()).isGreaterThan(owner.epoch());
    log.append(again, again.end(), List.of(letter("b")));
    log.append(other, other.end(), List.of(letter("c")));

    assertThat(letters(0)).containsExactly("a", "b");
    assertThat(letters(1)).containsExactly("c");
    log.close();
    open();
    assertThat(letters(0)).containsExactly("a", "b");
  }

  @Test
  @DisplayName("[EL13] what a failed flush brought onto the disk all the same is there")
  void wasWritten() throws Exception {
    Ownership owner = log.open(0);
    log.append(owner, owner.end(), List.of(letter("a")));
    fail(Fault.WRITTEN_BUT_REPORTED_AS_FAILED, owner, owner.end() + 1, "b");

    Ownership again = reopened(0);

    assertThat(letters(0)).containsExactly("a", "b");
    assertThatThrownBy(() -> log.append(owner, owner.end() + 1, List.of(letter("c"))))
        .isInstanceOf(NotOwner.class);
    assertThatThrownBy(() -> log.append(again, owner.end() + 1, List.of(letter("c"))))
        .isInstanceOf(PositionConflict.class);
  }

  @Test
  @DisplayName("[EL13] until the disk takes a trial file, appends are refused and reads go on")
  void trialFirst() throws Exception {
    Ownership owner = log.open(0);
    log.append(owner, owner.end(), List.of(letter("a")));
    obstruct();
    fail(Fault.NOTHING_WRITTEN, owner, owner.end() + 1, "lost");
    fault = Fault.NONE;

    long trials = log.trials();
    while (log.trials() < trials + 2) {
      assertThatThrownBy(() -> log.open(0)).isInstanceOf(Unavailable.class);
      assertThat(letters(0)).containsExactly("a");
    }
    clear();
    assertThat(reopened(0).end()).isEqualTo(owner.end() + 2);
  }

  @Test
  @DisplayName("[EL21] a log that is closed while it is broken stays closed")
  void closedWhileBroken() throws Exception {
    Ownership owner = log.open(0);
    obstruct();
    fail(Fault.NOTHING_WRITTEN, owner, owner.end(), "lost");

    log.close();
    assertThatThrownBy(() -> log.open(0)).isInstanceOf(Unavailable.class);
    clear();
    open();
    assertThat(letters(0)).isEmpty();
  }

  /// Keeps the trial file from being written.
  private void obstruct() throws IOException {
    Files.createFile(Files.createDirectory(directory.resolve(Reopening.TRIAL)).resolve("in-it"));
  }

  private void clear() throws IOException {
    Files.delete(directory.resolve(Reopening.TRIAL).resolve("in-it"));
    Files.deleteIfExists(directory.resolve(Reopening.TRIAL));
  }

  private void fail(Fault how, Ownership owner, long position, String letter) {
    fault = how;
    assertThatThrownBy(() -> log.append(owner, position, List.of(letter(letter))))
        .isInstanceOf(OutcomeUnknown.class);
    assertThat(log.statistics().failures()).isEqualTo(1);
  }

  private Ownership reopened(int shard) throws InterruptedException {
    fault = Fault.NONE;
    while (true) {
      try {
        return log.open(shard);
      } catch (Unavailable _) {
        Thread.sleep(10);
      }
    }
  }

  private DurableWrite faulty(DurableWrite disk) {
    return batch -> {
      switch (fault) {
        case NONE -> disk.write(batch);
        case NOTHING_WRITTEN -> throw new RocksDBException("no space left on the device");
        case WRITTEN_BUT_REPORTED_AS_FAILED -> {
          disk.write(batch);
          throw new RocksDBException("input/output error");
        }
      }
    };
  }

  private List<String> letters(int shard) {
    return log.read(shard, 0, 100, 1 << 20).stream()
        .filter(stored -> stored.type().equals("letter"))
        .map(StoredRecord::payload)
        .map(payload -> new String(payload, StandardCharsets.UTF_8))
        .toList();
  }

  private static LogRecord letter(String letter) {
    return new LogRecord("letter", letter.getBytes(StandardCharsets.UTF_8));
  }
}
