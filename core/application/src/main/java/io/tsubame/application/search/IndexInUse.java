package io.tsubame.application.search;

/// The index that queries are to ask, which may be another at any time.
public interface IndexInUse {
  SearchIndex index();

  IndexState state();
}
