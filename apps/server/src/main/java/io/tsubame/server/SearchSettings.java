package io.tsubame.server;

import io.tsubame.application.follower.FollowerLimits;
import io.tsubame.application.search.SearchLimits;
import io.tsubame.search.lucene.LuceneSearchConfig;
import io.tsubame.search.opensearch.OpenSearchConfig;
import java.time.Duration;

/// What can be chosen about search.
///
/// @param engine `lucene` for an index in the data directory, or `opensearch`
/// @param follower feeds the index from the log
/// @param lucene the index in the data directory
/// @param opensearch the index elsewhere
public record SearchSettings(
    String engine,
    SearchLimits limits,
    FollowerLimits follower,
    LuceneSearchConfig lucene,
    OpenSearchConfig opensearch) {
  public static final String LUCENE = "lucene";
  public static final String OPENSEARCH = "opensearch";

  /// The index is slower than an import, whose commits are large, so few wait in memory.
  private static final FollowerLimits FOLLOWER =
      new FollowerLimits(
          512, 512, 512 << 10, Duration.ofMillis(10), Duration.ofSeconds(1), Duration.ofMillis(20));

  /// What a server uses that nobody configured.
  public static final SearchSettings DEFAULT =
      new SearchSettings(
          LUCENE,
          SearchLimits.DEFAULT,
          FOLLOWER,
          LuceneSearchConfig.DEFAULT,
          OpenSearchConfig.DEFAULT);

  /// The same on OpenSearch.
  public SearchSettings on(OpenSearchConfig place) {
    return new SearchSettings(OPENSEARCH, limits, follower, lucene, place);
  }
}
