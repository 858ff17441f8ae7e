package io.tsubame.application.move;

import io.tsubame.application.log.CorruptLog;
import io.tsubame.application.log.EventLog.StoredRecord;
import io.tsubame.application.log.LogBackwards;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The commits of a stretch of one log, one after the other.
final class Commits {
  private static final int RECORDS = 512;
  private static final int BYTES = 1 << 20;

  private final MoveEnd end;
  private final int shard;
  private final long to;
  private Iterator<StoredRecord> page = Collections.emptyIterator();
  private long next;

  Commits(MoveEnd end, int shard, long from, long to) {
    this.end = end;
    this.shard = shard;
    this.to = to;
    next = from;
  }

  /// Null behind the last one.
  ///
  /// @throws CorruptLog where the log is damaged; the message names the side
  @Nullable StoredRecord next() {
    while (page.hasNext() || next < to) {
      if (!page.hasNext()) {
        page = read().iterator();
      }
      StoredRecord stored = page.next();
      if (stored.position() != next) {
        throw new CorruptLog(at("there is position " + stored.position()));
      }
      next++;
      if (!stored.isOfTheLog()) {
        return stored;
      }
    }
    return null;
  }

  private List<StoredRecord> read() {
    List<StoredRecord> found;
    try {
      found = end.log().read(shard, next, (int) Math.min(RECORDS, to - next), BYTES);
    } catch (CorruptLog cause) {
      throw new CorruptLog(at(String.valueOf(cause.getMessage())), cause);
    }
    if (found.isEmpty()) {
      throw new CorruptLog(at("there is no record"));
    }
    return found;
  }

  private String at(String what) {
    return "%s, shard %d, at or behind position %d: %s".formatted(end, shard, next, what);
  }

  /// The position behind which a number of commits lie.
  ///
  /// @param to behind the last of them
  static long positionBefore(MoveEnd end, int shard, long to, long commits) {
    if (commits == 0) {
      return to;
    }
    long[] found = {to, commits};
    LogBackwards.read(
        end.log(),
        shard,
        to,
        each -> {
          found[0] = each.position();
          found[1] -= each.isOfTheLog() ? 0 : 1;
          return found[1] > 0;
        });
    return found[0];
  }
}
