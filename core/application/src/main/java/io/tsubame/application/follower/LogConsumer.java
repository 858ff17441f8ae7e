package io.tsubame.application.follower;

/// What a follower of the log feeds, one call at a time but for [#checkpoint].
public interface LogConsumer {
  String name();

  /// The position of the first record of the shard that it has not consumed, as it remembers it
  /// over restarts. Asked for several shards at once, and never while a batch is consumed.
  long checkpoint(int shard);

  /// Consumes a batch. After an [io.tsubame.application.OperatingFailure] the same batch comes
  /// again.
  ///
  /// @throws PoisonedCommit where a commit can never be consumed
  void consume(LogBatch batch);
}
