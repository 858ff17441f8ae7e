package io.tsubame.testkit;

import io.tsubame.application.search.SearchIndex;
import io.tsubame.application.search.SearchIndexes;

/// Indexes in memory, each of which begins empty.
public final class InMemorySearchIndexes implements SearchIndexes {
  @Override
  public SearchIndex open() {
    return new InMemorySearchIndex();
  }

  @Override
  public SearchIndex create() {
    return new InMemorySearchIndex();
  }

  @Override
  public void use(SearchIndex created) {
    // nothing outlives the process
  }

  @Override
  public void discard() {
    // nothing was kept
  }
}
