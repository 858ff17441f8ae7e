package io.tsubame.application.search;

import org.jspecify.annotations.Nullable;

/// One index of texts. It holds no truth: what it lost comes again from the log and the views.
///
/// All methods block, may be called by any thread, and throw [io.tsubame.application.Unavailable]
/// where the index does not answer, [io.tsubame.application.Overloaded] where too many ask at once,
/// [StoppedIndex] where it has to be opened again, and [DamagedIndex] where it has to be made anew.
/// The rules are numbered in `docs/spec/search.md`.
public interface SearchIndex extends AutoCloseable {
  /// The [IndexDocument#EDITION] of the release that began it.
  int edition();

  /// The position of the first record of the shard that is not in the index, as far as it survives
  /// the end of the process; 0 where nothing is.
  long checkpoint(int shard);

  /// Makes the changes in order. They can be found within a second, and survive the end of the
  /// process with their checkpoints, or not at all.
  void write(IndexBatch batch);

  /// The best hits behind the mark. Every document that fulfils the query is among them or behind
  /// them; whether others are, too, tells [IndexHits#sure]. The conditions beside the text are
  /// always kept.
  ///
  /// @param after null for the first page
  IndexHits find(IndexQuery query, @Nullable IndexMark after, int limit);

  /// Makes what was written be found now and survive the end of the process.
  void flush();

  /// Reads all of it.
  ///
  /// @throws DamagedIndex where something is not as it was written
  void check();

  /// Fails where writing would, but costs nearly nothing.
  IndexNumbers numbers();

  @Override
  void close();
}
