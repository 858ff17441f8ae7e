package io.tsubame.application.shard;

import io.tsubame.application.log.CorruptLog;
import io.tsubame.application.log.EventLog.LogRecord;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Keeps the commits themselves and writes their numbers: the shard loop does not care how commits
/// are written.
public final class HeapCodec implements CommitCodec {
  private static final String TYPE = "commit";

  private final List<Commit> commits = new ArrayList<>();

  @Override
  public synchronized LogRecord encode(Commit commit) {
    commits.add(commit);
    return new LogRecord(TYPE, ByteBuffer.allocate(4).putInt(commits.size() - 1).array());
  }

  @Override
  public synchronized Commit decode(LogRecord logRecord) {
    if (!logRecord.type().equals(TYPE)) {
      throw new CorruptLog("not a commit: " + logRecord.type());
    }
    return commits.get(ByteBuffer.wrap(logRecord.payload()).getInt());
  }
}
