package io.tsubame.application.log;

/// The data is being moved, or has moved: its shards take no commits here. Nothing was done.
public final class ShardSealed extends io.tsubame.application.OperatingFailure {
  private static final long serialVersionUID = 1;

  public ShardSealed(String message) {
    super(message);
  }

  public ShardSealed(int shard) {
    this("shard " + shard + " takes no commits, since the data moves: nothing was done");
  }
}
