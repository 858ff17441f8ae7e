package io.tsubame.application.projection;

import io.tsubame.application.shard.Commit;

/// A fold of the log into tables of the view store. Deterministic: the same commits give the same
/// rows, however they are cut into batches.
public interface Projection {
  /// Names its checkpoints.
  String name();

  /// Adds what the commit changes. Reads go through the writer, so that they see the changes of
  /// earlier commits of the batch.
  void apply(int shard, long position, Commit commit, ViewWriter writer);
}
