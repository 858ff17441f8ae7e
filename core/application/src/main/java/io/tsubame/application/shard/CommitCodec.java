package io.tsubame.application.shard;

import io.tsubame.application.log.CorruptLog;
import io.tsubame.application.log.EventLog.LogRecord;
import io.tsubame.application.log.EventLog.StoredRecord;

/// Between commits and the bytes in the log. It reads every version of every event ever published.
public interface CommitCodec {
  /// @throws IllegalArgumentException where the log cannot hold a value exactly, such as a time
  ///   with parts of a millisecond; a bug of whoever made the event
  LogRecord encode(Commit commit);

  /// Records of the log's own types, such as [io.tsubame.application.log.EventLog#EPOCH_OPENED],
  /// are no commits: whoever reads the log skips them.
  ///
  /// @throws CorruptLog where the bytes are no commit, or one of a newer release than this; the
  ///   message names the event's type
  Commit decode(LogRecord logRecord);

  /// Decodes a record as the log returned it, so that a failure names its shard and position.
  default Commit decode(StoredRecord stored) {
    try {
      return decode(new LogRecord(stored.type(), stored.payload()));
    } catch (CorruptLog e) {
      throw new CorruptLog(
          "Shard %d, position %d: %s".formatted(stored.shard(), stored.position(), e.getMessage()),
          e);
    }
  }
}
