package io.tsubame.eventlog.kafka;

import io.tsubame.application.OperatingFailure;
import io.tsubame.application.OutcomeUnknown;
import io.tsubame.application.Overloaded;
import io.tsubame.application.log.EventLog.LogRecord;
import io.tsubame.application.log.NotOwner;
import io.tsubame.application.log.PositionConflict;
import java.util.List;

/// One owner's time with a shard, as the owner's process sees it: it knows where its next batch
/// must come to lie. One batch is under way at a time; after one that went elsewhere, or nobody
/// knows where, nothing is appended any more.
final class Tenure {
  private final int shard;
  private final long epoch;
  private final Appender appender;
  private final ShardReader reader;

  /// Behind everything that this owner knows to be in the log.
  private Landmark end;

  private boolean over;

  /// @param end right behind the opener
  Tenure(int shard, long epoch, Landmark end, Appender appender, ShardReader reader) {
    this.shard = shard;
    this.epoch = epoch;
    this.end = end;
    this.appender = appender;
    this.reader = reader;
  }

  long epoch() {
    return epoch;
  }

  /// See [io.tsubame.application.log.EventLog#append].
  ///
  /// @return what is behind the batch
  synchronized Landmark append(long expectedPosition, List<LogRecord> records) {
    if (over) {
      throw displaced();
    }
    if (expectedPosition != end.position()) {
      throw new PositionConflict(
          "shard %d ends at %d, not at %d".formatted(shard, end.position(), expectedPosition));
    }
    return placed(records);
  }

  /// See [io.tsubame.application.log.EventLog#confirm]. A batch without records takes no position,
  /// but lies where it must only if no opener came before it.
  ///
  /// @return what is behind it
  synchronized Landmark confirm() {
    if (over) {
      throw displaced();
    }
    return placed(List.of());
  }

  private Landmark placed(List<LogRecord> records) {
    try {
      place(records);
    } catch (Overloaded nothingSent) {
      throw nothingSent;
    } catch (NotOwner | OutcomeUnknown failure) {
      over = true;
      throw failure;
    } catch (OperatingFailure unreadable) {
      over = true;
      throw new OutcomeUnknown("nobody knows who owns shard " + shard, unreadable);
    }
    end = new Landmark(end.position() + records.size(), end.offset() + 1);
    return end;
  }

  private void place(List<LogRecord> records) {
    while (true) {
      byte[] frame = Frame.batch(epoch, end.offset(), end.position(), records);
      long lies = appender.append(shard, frame);
      if (lies == end.offset()) {
        return;
      }
      switch (reader.between(end.offset(), lies, epoch)) {
        case OWN_BATCH -> {
          return;
        }
        case OPENER -> throw displaced();
        case VOID -> end = new Landmark(end.position(), lies + 1);
      }
    }
  }

  private NotOwner displaced() {
    return new NotOwner("shard " + shard + " is no longer of epoch " + epoch);
  }
}
