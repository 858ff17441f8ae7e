package io.tsubame.application.view;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Changes of views that happen together, with the checkpoints that they lead to. Later changes of
/// one key win over earlier ones. Not for several threads.
public final class ViewBatch {
  /// The `from` of a checkpoint that goes on from wherever the projection is.
  public static final long ANYWHERE = -1;

  /// @param value null deletes
  /// @param shard whose events made the change
  public record Change(Table table, byte[] key, byte @Nullable [] value, int shard) {}

  /// @param from the position at which the projection was before, which a store that several
  ///   processes write compares with its own; or [#ANYWHERE]
  /// @param next the position of the next record that the projection needs
  public record Checkpoint(String projection, int shard, long from, long next) {}

  private final List<Change> changes = new ArrayList<>();
  private final Map<String, Checkpoint> checkpoints = new HashMap<>();
  private int shard;

  /// Says whose events make the changes that follow. Where nobody says, they are of shard 0.
  public void of(int source) {
    shard = source;
  }

  public void put(Table table, byte[] key, byte[] value) {
    changes.add(new Change(table, key, value, shard));
  }

  public void delete(Table table, byte[] key) {
    changes.add(new Change(table, key, null, shard));
  }

  public void checkpoint(String projection, int ofShard, long next) {
    checkpoint(projection, ofShard, ANYWHERE, next);
  }

  public void checkpoint(String projection, int ofShard, long from, long next) {
    checkpoints.put(projection + "/" + ofShard, new Checkpoint(projection, ofShard, from, next));
  }

  public List<Change> changes() {
    return changes;
  }

  public List<Checkpoint> checkpoints() {
    return List.copyOf(checkpoints.values());
  }
}
