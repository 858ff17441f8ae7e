package io.tsubame.domain;

/// Numbers that the deciding shard may give to what a command creates: `first`, `first + stride`,
/// and so on. They are data, so deciding stays pure; only those that appear in events are used up.
///
/// The stride is the number of shards, so an id tells its shard: `id mod stride`.
public record FreshIds(int first, int stride) {
  public FreshIds {
    Checks.positive("first", first);
    Checks.positive("stride", stride);
  }

  /// The number at the index, counted from 0.
  ///
  /// @throws ArithmeticException where the 31-bit space of ids is used up
  public int at(int index) {
    return Math.addExact(first, Math.multiplyExact(stride, index));
  }
}
