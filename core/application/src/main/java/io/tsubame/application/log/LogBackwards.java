package io.tsubame.application.log;

import io.tsubame.application.log.EventLog.StoredRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Reads a shard from its end to its beginning: a little first, since what is looked for mostly
/// lies near the end, and then more at once.
public final class LogBackwards {
  private static final int FIRST = 16;
  private static final int MOST = 1_024;
  private static final int BYTES = 1 << 20;

  private LogBackwards() {}

  /// @param end the position of the first record that is left out
  /// @param goOn is told each record, the last one first, until it answers false
  public static void read(EventLog log, int shard, long end, Predicate<StoredRecord> goOn) {
    long to = end;
    int size = FIRST;
    while (to > 0) {
      long from = Math.max(0, to - size);
      for (StoredRecord each : between(log, shard, from, to).reversed()) {
        if (!goOn.test(each)) {
          return;
        }
      }
      to = from;
      size = Math.min(MOST, 4 * size);
    }
  }

  private static List<StoredRecord> between(EventLog log, int shard, long from, long to) {
    List<StoredRecord> found = new ArrayList<>();
    long next = from;
    while (next < to) {
      List<StoredRecord> page = log.read(shard, next, (int) (to - next), BYTES);
      if (page.isEmpty()) {
        throw new CorruptLog("shard %d, position %d: there is no record".formatted(shard, next));
      }
      found.addAll(page);
      next = page.getLast().position() + 1;
    }
    return found;
  }
}
