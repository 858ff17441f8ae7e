package io.tsubame.application.shard;

import io.tsubame.application.Overloaded;
import io.tsubame.application.Unavailable;
import io.tsubame.application.log.CorruptLog;
import io.tsubame.application.log.EventLog.StoredRecord;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Knows the commands that a shard has accepted, by where their commits are in its log: the last
/// ones by heart, all others from the views. Not for several threads.
final class AnsweredCommands {
  private static final int RECALLED = 128;
  private static final int RECALLED_AT_ONCE = 32;
  private static final int RECALLED_BYTES = 256 << 10;

  private final int shard;
  private final ShardPorts ports;
  private final ShardCounters counters;
  private final RecentCommands recent;

  /// What the views know of the commands of the turn.
  private Map<CommandId, Long> earlier = Map.of();

  AnsweredCommands(int shard, ShardPorts ports, ShardLimits limits, ShardCounters counters) {
    this.shard = shard;
    this.ports = ports;
    this.counters = counters;
    recent = new RecentCommands(limits.rememberedCommands());
  }

  /// Learns the last commands that an owner before this one has accepted: whoever sent them may not
  /// have heard the answer, and sends them again while the views, too, have trouble.
  ///
  /// @param end of what was written before
  void recall(long end) {
    try {
      int bytes = 0;
      long next = end;
      while (next > 0 && end - next < RECALLED && bytes < RECALLED_BYTES) {
        long from = Math.max(0, next - RECALLED_AT_ONCE);
        bytes += recall(from, next);
        next = from;
      }
    } catch (CorruptLog _) {
      // verify tells of it; what is not recalled is asked of the views
    }
  }

  /// @return the bytes that were read
  private int recall(long from, long to) {
    int bytes = 0;
    for (StoredRecord stored : ports.log().read(shard, from, (int) (to - from), RECALLED_BYTES)) {
      bytes += stored.payload().length;
      if (!stored.isOfTheLog()) {
        add(ports.codec().decode(stored).command(), stored.position());
      }
    }
    return bytes;
  }

  /// Asks the views at once for all commands of a turn that are not among the last ones. When they
  /// do not answer, these count as new: in an outage, posting matters more than very late repeats.
  void lookUp(List<Submission> turn) {
    List<CommandId> unknown =
        turn.stream()
            .map(Submission::id)
            .filter(Objects::nonNull)
            .filter(id -> recent.positionOf(id) == null)
            .toList();
    try {
      earlier = unknown.isEmpty() ? Map.of() : ports.loader().positionsOf(shard, unknown);
    } catch (Unavailable | Overloaded _) {
      counters.uncheckedRepeats.add(unknown.size());
      earlier = Map.of();
    }
  }

  /// Where the command's commit is, null where it is new.
  @Nullable Long positionOf(@Nullable CommandId id) {
    if (id == null) {
      return null;
    }
    Long position = recent.positionOf(id);
    return position == null ? earlier.get(id) : position;
  }

  void add(@Nullable CommandId id, long position) {
    if (id != null) {
      recent.add(id, position);
    }
  }

  /// @param projected the position of the first record that the views lack
  void trim(long projected) {
    recent.trim(projected);
  }

  /// Reads the command's commit again.
  ///
  /// @throws CorruptLog where another one is there
  Commit read(CommandId id, long position) {
    StoredRecord stored = ports.log().read(shard, position, 1, Integer.MAX_VALUE).getFirst();
    Commit commit = ports.codec().decode(stored);
    CommandId there = commit.command();
    if (there == null || !there.value().equals(id.value())) {
      throw new CorruptLog(
          "shard %d, position %d: not the commit of command %s".formatted(shard, position, id));
    }
    return commit;
  }
}
