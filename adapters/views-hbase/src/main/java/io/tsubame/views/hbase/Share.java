package io.tsubame.views.hbase;

import io.tsubame.application.view.ViewBatch;
import io.tsubame.application.view.ViewBatch.Change;
import io.tsubame.application.view.ViewBatch.Checkpoint;
import io.tsubame.views.hbase.Journal.RowChange;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a batch does for one shard.
///
/// @param changes each row once
record Share(int shard, List<RowChange> changes, List<Checkpoint> checkpoints) {
  /// Of one row.
  static final int MAX_VALUE_BYTES = 8 << 20;

  /// Of all rows of a share, which are one call to HBase.
  static final int MAX_BYTES = 128 << 20;

  Share {
    changes = List.copyOf(changes);
    checkpoints = List.copyOf(checkpoints);
  }

  /// What is to be done with it.
  enum Verdict {
    COMMIT,
    /// It rests on nothing, and the views hold all of it, and perhaps more.
    HELD,
    /// It rests on views that are no more: even if they hold all of it, its rows may be wrong,
    /// since whoever made them may have read rows that held it already.
    MOVED
  }

  /// @return by shard
  static SortedMap<Integer, Share> of(ViewBatch batch) {
    Map<Integer, Map<ByteBuffer, RowChange>> rows = new HashMap<>();
    for (Change change : batch.changes()) {
      RowChange row = checked(change);
      rows.computeIfAbsent(change.shard(), _ -> new LinkedHashMap<>())
          .put(ByteBuffer.wrap(row.row()), row);
    }
    Map<Integer, List<Checkpoint>> ends = new HashMap<>();
    for (Checkpoint end : batch.checkpoints()) {
      ends.computeIfAbsent(end.shard(), _ -> new ArrayList<>()).add(end);
    }
    SortedMap<Integer, Share> shares = new TreeMap<>();
    rows.forEach((shard, changes) ->
        shares.put(
            shard,
            new Share(shard, List.copyOf(changes.values()), ends.getOrDefault(shard, List.of()))));
    ends.forEach((shard, checkpoints) ->
        shares.putIfAbsent(shard, new Share(shard, List.of(), checkpoints)));
    shares.values().forEach(Share::checkBytes);
    return shares;
  }

  private static RowChange checked(Change change) {
    byte[] value = change.value();
    if (change.key().length > RowKeys.MAX_KEY_BYTES
        || (value != null && value.length > MAX_VALUE_BYTES)) {
      throw new IllegalArgumentException("a row of " + change.table() + " is too large for HBase");
    }
    return new RowChange(RowKeys.of(change.table(), change.key()), value);
  }

  private void checkBytes() {
    long bytes = changes.stream().mapToLong(RowChange::bytes).sum();
    if (bytes > MAX_BYTES) {
      throw new IllegalArgumentException(
          "%d bytes for shard %d are too many for one batch".formatted(bytes, shard));
    }
  }

  /// @param stored what HBase holds of the shard
  Verdict verdict(Commits stored) {
    boolean rests =
        checkpoints.stream()
            .allMatch(end ->
                end.from() == ViewBatch.ANYWHERE
                    || end.from() == stored.checkpoint(end.projection()));
    if (!rests) {
      return Verdict.MOVED;
    }
    boolean ahead =
        checkpoints.stream().anyMatch(end -> end.next() > stored.checkpoint(end.projection()));
    return ahead || checkpoints.isEmpty() ? Verdict.COMMIT : Verdict.HELD;
  }

  /// The checkpoints behind the share, where the shard was at others.
  Map<String, Long> reached(Commits stored) {
    Map<String, Long> reached = new HashMap<>();
    checkpoints.forEach(end ->
        reached.put(end.projection(), Math.max(end.next(), stored.checkpoint(end.projection()))));
    return reached;
  }
}
