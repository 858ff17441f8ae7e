package io.tsubame.application.view;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Changes of views that happen together, with the checkpoints that they lead to. Later changes of
/// one key win over earlier ones. Not for several threads.
public final class ViewBatch {
  /// @param value null deletes
  public record Change(Table table, byte[] key, byte @Nullable [] value) {}

  /// @param next the position of the next record that the projection needs
  public record Checkpoint(String projection, int shard, long next) {}

  private final List<Change> changes = new ArrayList<>();
  private final Map<String, Checkpoint> checkpoints = new HashMap<>();

  public void put(Table table, byte[] key, byte[] value) {
    changes.add(new Change(table, key, value));
  }

  public void delete(Table table, byte[] key) {
    changes.add(new Change(table, key, null));
  }

  public void checkpoint(String projection, int shard, long next) {
    checkpoints.put(projection + "/" + shard, new Checkpoint(projection, shard, next));
  }

  public List<Change> changes() {
    return changes;
  }

  public List<Checkpoint> checkpoints() {
    return List.copyOf(checkpoints.values());
  }
}
