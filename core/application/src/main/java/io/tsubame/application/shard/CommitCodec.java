package io.tsubame.application.shard;

import io.tsubame.application.log.EventLog.LogRecord;

/// Between commits and the bytes in the log. It reads every version of every event ever published.
public interface CommitCodec {
  LogRecord encode(Commit commit);

  /// @throws io.tsubame.application.log.CorruptLog where the bytes are no commit, or one of a newer
  ///   release than this
  Commit decode(LogRecord logRecord);
}
