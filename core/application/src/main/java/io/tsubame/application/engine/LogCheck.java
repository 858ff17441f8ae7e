package io.tsubame.application.engine;

import io.tsubame.application.log.CorruptLog;
import io.tsubame.application.log.EventLog;
import io.tsubame.application.log.EventLog.LogRecord;
import io.tsubame.application.log.EventLog.StoredRecord;
import io.tsubame.application.shard.CommitCodec;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/// Reads one shard's log from end to end: that each record is at its position and can be decoded,
/// and that epochs never go back.
final class LogCheck {
  private static final int RECORDS = 512;
  private static final int BYTES = 1 << 20;

  private final EventLog log;
  private final CommitCodec codec;
  private final int shard;
  private final Consumer<Finding> findings;
  private long next;
  private long epoch;

  LogCheck(EventLog log, CommitCodec codec, int shard, Consumer<Finding> findings) {
    this.log = log;
    this.codec = codec;
    this.shard = shard;
    this.findings = findings;
  }

  /// @param end the position of the first record that is left out
  /// @param progress is told the number of records of each step
  void run(long end, LongConsumer progress) {
    while (next < end) {
      long before = next;
      readOn((int) Math.min(RECORDS, end - next));
      progress.accept(next - before);
    }
  }

  private void readOn(int most) {
    try {
      check(log.read(shard, next, most, BYTES));
    } catch (CorruptLog damaged) {
      if (most > 1) {
        readOneByOne(most);
      } else {
        pass(String.valueOf(damaged.getMessage()));
      }
    }
  }

  /// To name the very record, and to see those behind it.
  private void readOneByOne(int count) {
    for (int i = 0; i < count; i++) {
      readOn(1);
    }
  }

  private void check(List<StoredRecord> stored) {
    if (stored.isEmpty()) {
      pass("there is no record");
    }
    for (StoredRecord each : stored) {
      check(each);
    }
  }

  private void check(StoredRecord stored) {
    boolean opens = stored.type().equals(EventLog.EPOCH_OPENED);
    if (stored.position() != next) {
      pass("the log has position " + stored.position() + " here");
    } else if (stored.epoch() < epoch || (opens && stored.epoch() == epoch)) {
      pass("epoch " + stored.epoch() + " after epoch " + epoch);
    } else if (stored.isOfTheLog()) {
      next++;
    } else {
      decode(stored);
    }
    epoch = Math.max(epoch, stored.epoch());
  }

  private void decode(StoredRecord stored) {
    try {
      codec.decode(new LogRecord(stored.type(), stored.payload()));
      next++;
    } catch (CorruptLog damaged) {
      pass(String.valueOf(damaged.getMessage()));
    }
  }

  /// Notes what is wrong with the record, and goes on behind it.
  private void pass(String what) {
    findings.accept(new Finding.DamagedRecord(shard, next, what));
    next++;
  }
}
