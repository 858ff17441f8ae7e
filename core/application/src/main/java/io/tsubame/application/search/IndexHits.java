package io.tsubame.application.search;

import java.util.List;

/// Hits of the index, best first.
///
/// @param more whether there may be others behind them
/// @param sure whether each of them has the terms in its text; otherwise each has so much in common
///   with them that the text must be looked at
public record IndexHits(List<Hit> hits, boolean more, boolean sure) {
  public IndexHits {
    hits = List.copyOf(hits);
  }

  public record Hit(DocumentId id, IndexMark mark) {}
}
