package io.tsubame.application.search;

import java.util.List;
import java.util.Map;

/// Changes of the index with what they stand for.
///
/// @param checkpoints by shard, the position of the first record of the log that is not in the
///   index after this batch
public record IndexBatch(List<IndexChange> changes, Map<Integer, Long> checkpoints) {
  public IndexBatch {
    changes = List.copyOf(changes);
    checkpoints = Map.copyOf(checkpoints);
  }
}
