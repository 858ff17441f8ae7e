package io.tsubame.application.shard;

/// Learns of every commit of this process's shards, in the order of each shard, as soon as it is
/// durable. Called by the shard's loop: must be quick and must not block.
@FunctionalInterface
public interface CommitListener {
  void committed(Committed committed);
}
