package io.tsubame.application.view;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The materialized views: tables of byte keys in unsigned lexicographic order. Written only by
/// projections, in batches that carry the checkpoint with what it stands for; read only by queries.
///
/// A batch is atomic and visible at once when [#write] returns. It need not be durable: after a
/// crash the store shows some prefix of the batches, and the log gives the rest again from the
/// checkpoints in it. Stores that several processes use keep other rules in some points.
///
/// All methods block, may be called by any thread, and throw [io.tsubame.application.Unavailable]
/// where the store does not answer. The rules are numbered in `docs/spec/view-store.md`.
public interface ViewStore extends ViewReader, AutoCloseable {
  /// The values in the order of the keys, null where there is none.
  List<byte @Nullable []> multiGet(Table table, List<byte[]> keys);

  /// The first entries of a range, until the values have the bytes in sum: the entry that reaches
  /// them is the last. So there is one where the range has any, and at most one value goes beyond.
  List<Entry> scan(Table table, Range range, int limit, long bytes);

  @Override
  default List<Entry> scan(Table table, Range range, int limit) {
    return scan(table, range, limit, Long.MAX_VALUE);
  }

  /// @throws io.tsubame.application.CheckpointMoved where somebody else has written for a shard
  void write(ViewBatch batch);

  /// How far the named projection has come with the shard: the position of the next record that it
  /// needs. 0 where it never wrote.
  long checkpoint(String projection, int shard);

  /// What is wrong with the stored bytes, in words that name the place; empty where they are what
  /// was written. Reads all of them, also those of rows that are no more.
  Optional<String> damage();

  @Override
  void close();

  record Entry(byte[] key, byte[] value) {}

  enum Order {
    ASCENDING,
    DESCENDING
  }

  /// Keys from `from`, included, to `to`, excluded; an empty `to` means the end of the table.
  record Range(byte[] from, byte[] to, Order order) {}
}
