package io.tsubame.application.search;

import java.time.Duration;
import java.util.Comparator;

/// The place of a hit among all hits of a query, whether the hit is still there or not.
///
/// @param key the time in milliseconds, and [#WHOLE_WORDS] more where whole words were found
public record IndexMark(long key, int number, int room) implements Comparable<IndexMark> {
  /// By how much whole words make up for age.
  public static final Duration WHOLE_WORDS = Duration.ofDays(90);

  /// Best first.
  private static final Comparator<IndexMark> ORDER =
      Comparator.comparingLong(IndexMark::key)
          .thenComparingInt(IndexMark::number)
          .thenComparingInt(IndexMark::room)
          .reversed();

  @Override
  public int compareTo(IndexMark other) {
    return ORDER.compare(this, other);
  }
}
