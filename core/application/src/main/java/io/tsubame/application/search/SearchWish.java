package io.tsubame.application.search;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What somebody typed, understood; names of people and rooms are as they were typed.
///
/// @param groups of each, at least one term is wanted
/// @param from names or numbers of people, any of whom wrote it
/// @param to any of whom it addresses
/// @param in names or numbers of rooms, in any of which it is
/// @param since the earliest time, null for any
/// @param until the time before which it is, null for any
public record SearchWish(
    List<List<SearchTerm>> groups,
    List<SearchTerm> excluded,
    List<String> from,
    List<String> to,
    List<String> in,
    Set<Trait> has,
    Set<Own> is,
    @Nullable Instant since,
    @Nullable Instant until) {

  /// What something is to the reader alone.
  public enum Own {
    UNREAD,
    BOOKMARKED,
    MINE
  }

  public SearchWish {
    groups = groups.stream().map(List::copyOf).toList();
    excluded = List.copyOf(excluded);
    from = List.copyOf(from);
    to = List.copyOf(to);
    in = List.copyOf(in);
    has = Set.copyOf(has);
    is = Set.copyOf(is);
  }
}
