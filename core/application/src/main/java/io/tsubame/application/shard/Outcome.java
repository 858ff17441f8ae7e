package io.tsubame.application.shard;

import io.tsubame.domain.Rejection;

/// The answer to a command.
public sealed interface Outcome {
  /// The events are durable, or there were none because the wish was fulfilled already.
  ///
  /// @param position in the log of the shard; where there were no events, that of the last record
  ///   before, on which the answer rests
  /// @param repeated whether this is the first answer again, to a command that was sent before
  record Accepted(Commit commit, int shard, long position, boolean repeated) implements Outcome {}

  record Rejected(Rejection reason) implements Outcome {}
}
