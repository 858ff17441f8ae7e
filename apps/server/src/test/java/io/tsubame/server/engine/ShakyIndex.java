package io.tsubame.server.engine;

import io.tsubame.application.Unavailable;
import io.tsubame.application.search.DamagedIndex;
import io.tsubame.application.search.IndexBatch;
import io.tsubame.application.search.IndexDocument;
import io.tsubame.application.search.IndexHits;
import io.tsubame.application.search.IndexMark;
import io.tsubame.application.search.IndexNumbers;
import io.tsubame.application.search.IndexQuery;
import io.tsubame.application.search.SearchIndex;
import io.tsubame.testkit.InMemorySearchIndex;
import org.jspecify.annotations.Nullable;

/// An index in memory that can be made to fail.
final class ShakyIndex implements SearchIndex {
  private final SearchIndex sound = new InMemorySearchIndex();
  volatile boolean away;
  volatile boolean damaged;
  volatile int edition = IndexDocument.EDITION;

  private void act() {
    if (away) {
      throw new Unavailable("away");
    }
    if (damaged) {
      throw new DamagedIndex("damaged", new IllegalStateException());
    }
  }

  @Override
  public int edition() {
    return edition;
  }

  @Override
  public long checkpoint(int shard) {
    if (away) {
      throw new Unavailable("away");
    }
    return sound.checkpoint(shard);
  }

  @Override
  public void write(IndexBatch batch) {
    act();
    sound.write(batch);
  }

  @Override
  public IndexHits find(IndexQuery query, @Nullable IndexMark after, int limit) {
    act();
    return sound.find(query, after, limit);
  }

  @Override
  public void flush() {
    act();
    sound.flush();
  }

  @Override
  public void check() {
    act();
  }

  @Override
  public IndexNumbers numbers() {
    act();
    return sound.numbers();
  }

  @Override
  public void close() {
    sound.close();
  }
}
