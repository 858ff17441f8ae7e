package io.tsubame.search.lucene;

import java.time.Duration;

/// The bounds of a search index on Lucene.
///
/// @param bufferBytes of changes in memory before they go into a segment
/// @param mergeThreads that join segments in the background
/// @param refresh after which changes can be found
/// @param commit after which changes survive the end of the process; others come again from the log
/// @param threads that search at the same time
/// @param waiting searches that wait for one of those threads; more are refused as overload
/// @param patience of a search that waits or works
public record LuceneSearchConfig(
    long bufferBytes,
    int mergeThreads,
    Duration refresh,
    Duration commit,
    int threads,
    int waiting,
    Duration patience) {
  /// What a server uses that nobody configured.
  public static final LuceneSearchConfig DEFAULT =
      new LuceneSearchConfig(
          48L << 20,
          1,
          Duration.ofMillis(200),
          Duration.ofSeconds(15),
          2,
          64,
          Duration.ofSeconds(5));

  public LuceneSearchConfig {
    if (bufferBytes < 1 << 20 || mergeThreads < 1 || threads < 1 || waiting < 1) {
      throw new IllegalArgumentException("every bound of the index is at least 1");
    }
  }
}
