package io.tsubame.testkit;

import io.tsubame.application.search.SearchIndex;

final class InMemorySearchIndexTest extends SearchIndexContract {
  @Override
  protected SearchIndex start() {
    return new InMemorySearchIndex();
  }

  @Override
  protected boolean lasts() {
    return false;
  }
}
