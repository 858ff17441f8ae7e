package io.tsubame.application.log;

import io.tsubame.application.log.EventLog.StoredRecord;
import java.util.ArrayList;
import java.util.List;

/// What the last record of a shard says, openings aside.
public sealed interface ShardTail {
  /// There are openings at most.
  record Empty() implements ShardTail {}

  /// The shard is in use.
  record Commit() implements ShardTail {}

  /// The shard takes no commits.
  record Sealed(Seal seal) implements ShardTail {}

  /// The shard takes commits again, and has taken none since.
  record Lifted(Seal seal) implements ShardTail {}

  /// @param end up to where to look
  /// @throws CorruptLog where a seal is unreadable
  static ShardTail of(EventLog log, int shard, long end) {
    List<StoredRecord> last = new ArrayList<>(1);
    LogBackwards.read(
        log,
        shard,
        end,
        each -> {
          boolean opens = each.type().equals(EventLog.EPOCH_OPENED);
          if (!opens) {
            last.add(each);
          }
          return opens;
        });
    return last.isEmpty() ? new Empty() : of(last.getFirst());
  }

  private static ShardTail of(StoredRecord last) {
    return switch (last.type()) {
      case EventLog.SEALED -> new Sealed(Seal.of(last));
      case EventLog.UNSEALED -> new Lifted(Seal.of(last));
      default -> new Commit();
    };
  }
}
