package io.tsubame.application.search;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A page of what was found, best first.
///
/// @param total of all pages; null but for the first page
/// @param next where the next page begins, null where there is none; a page may have fewer hits
///   than were asked for and still have a next one
/// @param index how well it knew what there is
public record SearchAnswer<T>(
    List<Found<T>> hits, @Nullable Total total, @Nullable IndexMark next, IndexState index) {
  public SearchAnswer {
    hits = List.copyOf(hits);
  }

  /// @param excerpt a part of the text with what was found in it
  public record Found<T>(T thing, Excerpt excerpt) {}

  /// @param exact whether there are not more
  public record Total(int count, boolean exact) {}
}
