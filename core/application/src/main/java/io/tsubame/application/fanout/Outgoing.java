package io.tsubame.application.fanout;

import io.tsubame.application.log.EventLog.LogRecord;
import io.tsubame.application.shard.CommitCodec;
import io.tsubame.application.shard.Committed;
import org.jspecify.annotations.Nullable;

/// A commit on its way to other nodes: encoded when the first of them gets it, once for all, as the
/// log holds it.
final class Outgoing {
  private final Committed committed;
  private final Reach reach;
  private final CommitCodec codec;
  private @Nullable LogRecord bytes;

  Outgoing(Committed committed, Reach reach, CommitCodec codec) {
    this.committed = committed;
    this.reach = reach;
    this.codec = codec;
  }

  Committed committed() {
    return committed;
  }

  Reach reach() {
    return reach;
  }

  synchronized LogRecord bytes() {
    LogRecord encoded = bytes;
    if (encoded == null) {
      encoded = codec.encode(committed.commit());
      bytes = encoded;
    }
    return encoded;
  }
}
