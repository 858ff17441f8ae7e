package io.tsubame.application.shard;

import io.tsubame.application.log.EventLog.LogRecord;

/// Between commits and the bytes in the log. It reads every version of every event ever published.
public interface CommitCodec {
  /// @throws IllegalArgumentException where the log cannot hold a value exactly, such as a time
  ///   with parts of a millisecond; a bug of whoever made the event
  LogRecord encode(Commit commit);

  /// Records of the log's own types, such as [io.tsubame.application.log.EventLog#EPOCH_OPENED],
  /// are no commits: whoever reads the log skips them.
  ///
  /// @throws io.tsubame.application.log.CorruptLog where the bytes are no commit, or one of a newer
  ///   release than this; the message names the event's type, the caller knows shard and position
  Commit decode(LogRecord logRecord);
}
