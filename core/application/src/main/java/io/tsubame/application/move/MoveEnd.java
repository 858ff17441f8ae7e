package io.tsubame.application.move;

import io.tsubame.application.blob.BlobStore;
import io.tsubame.application.log.EventLog;
import io.tsubame.application.log.ShardTail;
import io.tsubame.application.view.ViewStore;
import java.util.List;
import java.util.stream.IntStream;

/// One side of a move: the stores of one place. A move closes none of them.
///
/// @param name of the place, for people
public record MoveEnd(String name, EventLog log, ViewStore views, BlobStore blobs) {
  /// What the last record of every shard says.
  List<ShardTail> tails() {
    return IntStream.range(0, log.shards()).mapToObj(this::tail).toList();
  }

  ShardTail tail(int shard) {
    return ShardTail.of(log, shard, log.end(shard));
  }

  @Override
  public String toString() {
    return name;
  }
}
