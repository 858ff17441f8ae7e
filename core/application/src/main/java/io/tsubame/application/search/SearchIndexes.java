package io.tsubame.application.search;

/// Where indexes come from: one is in use, another may be in the making. Fails with
/// [io.tsubame.application.Unavailable]; an index that comes from elsewhere may be opened only when
/// it is needed, and fails then.
public interface SearchIndexes extends AutoCloseable {
  /// Opens the index in use; one that has stopped may still be open. One that is damaged or was
  /// made by other rules is thrown away and begun anew, empty.
  SearchIndex open();

  /// The index in use for searching alone, where several processes share it and another may feed
  /// it. It follows where another index is put into use.
  default SearchIndex reading() {
    throw new UnsupportedOperationException("this index is of one process");
  }

  /// Begins another one, empty, beside the one in use.
  SearchIndex create();

  /// Uses the one that was created last, also after a restart. The one before is closed by then,
  /// and is thrown away.
  void use(SearchIndex created);

  /// Throws away the one that was created last; it is closed by then.
  void discard();

  /// Called when all indexes are closed for good.
  @Override
  default void close() {
    // most hold nothing beside their indexes
  }
}
