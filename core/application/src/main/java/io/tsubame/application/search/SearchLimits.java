package io.tsubame.application.search;

import java.time.Duration;

/// Every bound of search.
///
/// @param queryLength in code points
/// @param terms of one query, words, phrases and names
/// @param page hits of one page at most
/// @param counted hits that are counted exactly; of more, it is only told that there are more
/// @param examined texts that are compared at most to fill a page
/// @param compared texts that are compared at most to count hits behind the page
/// @param excerptLength about how much of a text is shown around what was found, in code points
/// @param indexedText of one document at most, in code points of its normal form
/// @param behind how much older than now what was written last may be while more waits; beyond it
///   the answers tell it
/// @param rebuildFrom records that an empty index lacks from which on it is made from the views and
///   not by following the log
/// @param rebuildThreads that make an index anew
public record SearchLimits(
    int queryLength,
    int terms,
    int page,
    int counted,
    int examined,
    int compared,
    int excerptLength,
    int indexedText,
    Duration behind,
    int rebuildFrom,
    int rebuildThreads) {
  /// What a server uses that nobody configured.
  public static final SearchLimits DEFAULT =
      new SearchLimits(
          500, 20, 100, 1_000, 2_000, 100, 200, 200_000, Duration.ofSeconds(2), 10_000, 2);

  public SearchLimits {
    if (queryLength <= 0
        || terms <= 0
        || page <= 0
        || counted <= 0
        || examined <= 0
        || compared <= 0
        || excerptLength <= 0
        || indexedText <= 0
        || rebuildFrom <= 0
        || rebuildThreads <= 0) {
      throw new IllegalArgumentException("limits of search must be positive");
    }
  }
}
