package io.tsubame.application.live;

/// How far log and views are, so that the live stream and what clients fetch fit together.
public interface LogAndViews {
  /// For each shard the position behind the last durable commit.
  long[] ends();

  /// Waits until the views hold everything before the position.
  ///
  /// @return whether they do; false after some seconds
  boolean await(int shard, long position);
}
