package io.tsubame.search.opensearch;

import io.tsubame.application.Unavailable;
import io.tsubame.application.search.IndexBatch;
import io.tsubame.application.search.IndexDocument;
import io.tsubame.application.search.IndexHits;
import io.tsubame.application.search.IndexMark;
import io.tsubame.application.search.IndexNumbers;
import io.tsubame.application.search.IndexQuery;
import io.tsubame.application.search.SearchIndex;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The index in use, by its alias, for who searches and does not write it.
final class ReadIndex implements SearchIndex {
  /// How long what was told of the index counts as how it is.
  private static final Duration GLANCE = Duration.ofSeconds(1);

  private final Calls calls;
  private final OpenSearchConfig config;
  private final Encoder encoder = new Encoder();
  private volatile @Nullable Seen<IndexNumbers> numbers;
  private volatile @Nullable Seen<Map<Integer, Long>> checkpoints;
  private volatile boolean closed;

  private record Seen<T>(T what, long at) {
    boolean isFresh() {
      return System.nanoTime() - at < GLANCE.toNanos();
    }
  }

  ReadIndex(Calls calls, OpenSearchConfig config) {
    this.calls = calls;
    this.config = config;
  }

  @Override
  public int edition() {
    return IndexDocument.EDITION;
  }

  /// As it was a moment ago: who asks for one shard asks for all.
  @Override
  public long checkpoint(int shard) {
    Seen<Map<Integer, Long>> seen = checkpoints;
    if (seen == null || !seen.isFresh()) {
      seen = new Seen<>(Mark.checkpoints(calls, config.index()), System.nanoTime());
      checkpoints = seen;
    }
    return seen.what().getOrDefault(shard, 0L);
  }

  @Override
  public IndexHits find(IndexQuery query, @Nullable IndexMark after, int limit) {
    if (closed) {
      throw new Unavailable("the search index is closed");
    }
    return new Searching(calls, config.index(), OpenSearchIndex.patience(config))
        .find(query, encoder::words, after, limit);
  }

  @Override
  public IndexNumbers numbers() {
    Seen<IndexNumbers> seen = numbers;
    if (seen == null || !seen.isFresh()) {
      seen = new Seen<>(OpenSearchIndex.count(calls, config.index()), System.nanoTime());
      numbers = seen;
    }
    return seen.what();
  }

  @Override
  public void write(IndexBatch batch) {
    throw new IllegalStateException("this index is only read here");
  }

  @Override
  public void flush() {
    // whoever writes it flushes it
  }

  @Override
  public void check() {
    // whoever writes it checks it
  }

  @Override
  public void close() {
    closed = true;
    encoder.close();
  }
}
