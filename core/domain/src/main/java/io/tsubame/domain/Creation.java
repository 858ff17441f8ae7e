package io.tsubame.domain;

/// A command that makes an aggregate. The number comes from the shard that decides it, so whoever
/// orders it gives [#UNNUMBERED].
public interface Creation extends Command {
  /// Stands where the number will be.
  int UNNUMBERED = 1;

  /// The same order for the aggregate of that number.
  Creation numbered(int number);

  /// What is made.
  AggregateId created();
}
