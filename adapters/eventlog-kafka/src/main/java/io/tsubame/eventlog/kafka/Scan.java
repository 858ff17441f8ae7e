package io.tsubame.eventlog.kafka;

import io.tsubame.application.log.CorruptLog;
import io.tsubame.application.log.EventLog;
import io.tsubame.application.log.EventLog.LogRecord;
import io.tsubame.application.log.EventLog.StoredRecord;
import io.tsubame.eventlog.kafka.Frame.Batch;
import io.tsubame.eventlog.kafka.Frame.Opener;
import io.tsubame.eventlog.kafka.PartitionReader.Entry;
import java.util.ArrayList;
import java.util.List;

/// Goes along a partition and tells what counts from what was overtaken.
final class Scan {
  private final int shard;
  private long offset;
  private long position;

  /// Of the newest owner so far; 0 where the scan began behind its opener.
  private long epoch;

  private long strangers;

  Scan(int shard, Landmark from) {
    this.shard = shard;
    offset = from.offset();
    position = from.position();
  }

  /// Where the scan is: all before it has been seen.
  Landmark landmark() {
    return new Landmark(position, offset);
  }

  /// How many records were not written by an event log.
  long strangers() {
    return strangers;
  }

  /// The records that the entry holds; none where it was overtaken or is a stranger.
  ///
  /// @throws CorruptLog where records are missing before it
  List<StoredRecord> next(Entry entry) {
    offset = entry.offset() + 1;
    return switch (entry.frame()) {
      case null -> {
        strangers++;
        yield List.of();
      }
      case Opener _ -> {
        epoch = entry.offset() + 1;
        yield List.of(
            new StoredRecord(shard, position++, epoch, EventLog.EPOCH_OPENED, new byte[0]));
      }
      case Batch batch when counts(entry.offset(), batch) -> stored(batch);
      case Batch _ -> List.of();
    };
  }

  /// An overtaken batch lies elsewhere than it says. The epoch need not be looked at for that, and
  /// is all the same.
  private boolean counts(long at, Batch batch) {
    return batch.offset() == at && batch.epoch() >= epoch;
  }

  private List<StoredRecord> stored(Batch batch) {
    if (batch.position() != position) {
      throw new CorruptLog(
          "shard %d, position %d: the next record found has position %d"
              .formatted(shard, position, batch.position()));
    }
    List<StoredRecord> stored = new ArrayList<>(batch.records().size());
    for (LogRecord each : batch.records()) {
      stored.add(new StoredRecord(shard, position++, batch.epoch(), each.type(), each.payload()));
    }
    return stored;
  }
}
