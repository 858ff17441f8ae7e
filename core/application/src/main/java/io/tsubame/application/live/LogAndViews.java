package io.tsubame.application.live;

/// How far log and views are, so that the live stream and what clients fetch fit together.
public interface LogAndViews {
  /// For each shard a position behind every commit that may have been brought to the hub, or gone
  /// by without concerning what it had named by then; such as the log's end.
  long[] ends();

  /// Waits until the views hold everything before the position.
  ///
  /// @return whether they do; false after some seconds
  boolean await(int shard, long position);
}
