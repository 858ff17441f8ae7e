package io.tsubame.testkit;

import io.tsubame.application.search.IndexInUse;
import io.tsubame.application.search.IndexState;
import io.tsubame.application.search.SearchIndex;

/// An index that nothing feeds, for tests that do not search.
public record UnfedIndex(SearchIndex index) implements IndexInUse {
  public UnfedIndex() {
    this(new InMemorySearchIndex());
  }

  @Override
  public IndexState state() {
    return new IndexState(IndexState.Condition.STOPPED, 0, null, "nothing feeds it");
  }
}
