package io.tsubame.application.search;

import io.tsubame.application.Unavailable;
import io.tsubame.application.search.IndexHits.Hit;
import io.tsubame.application.search.SearchAnswer.Found;
import io.tsubame.application.search.SearchAnswer.Total;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Makes one page out of what the index proposes: looks at each thing proposed, as it is now, until
/// the page is full, then counts on. The work is bounded; where the bound is reached before the
/// page is full, the next page goes on from there.
///
/// Each question to the index and to the views costs, above all where others want the processors,
/// so that few and large ones are asked. For one page.
final class ResultPage<T> {
  /// Proposals that are asked for at once at most.
  private static final int MOST_PROPOSED = 1_024;

  /// Things that are looked at together where the index is not sure of them.
  private static final int LOOKED_AT = 128;

  private final IndexInUse inUse;
  private final IndexQuery query;
  private final Shelf<T> shelf;
  private final SearchLimits limits;
  private final List<Found<T>> found = new ArrayList<>();

  /// Things that fit, on the page and behind it.
  private int fitting;

  /// Of those before the end of the page.
  private int examined;

  /// The last one that was examined.
  private @Nullable IndexMark mark;

  /// Whether the page tells how much there is, as the first one does.
  private boolean counting;

  /// Where the things are that the index knows.
  interface Shelf<T> {
    /// Those of the things that are there and that the reader may see.
    Map<DocumentId, T> take(List<DocumentId> ids);

    /// What of the thing is compared, not in normal form.
    String text(T thing);

    /// Conditions that neither the index nor the text decides.
    default boolean fits(T thing) {
      return true;
    }

    /// Whether there are such conditions, so that the index can never be sure.
    default boolean mayDiffer() {
      return false;
    }
  }

  ResultPage(IndexInUse inUse, IndexQuery query, Shelf<T> shelf, SearchLimits limits) {
    this.inUse = inUse;
    this.query = query;
    this.shelf = shelf;
    this.limits = limits;
  }

  SearchAnswer<T> page(@Nullable IndexMark after, int size) {
    SearchIndex index = inUse.index();
    mark = after;
    counting = after == null;
    int wanted = size + (counting ? limits.compared() : size);
    Rest rest = examine(proposed(index, after, wanted), size);
    while (found.size() < size && rest.more() && examined < limits.examined()) {
      wanted = Math.min(2 * wanted, Math.min(MOST_PROPOSED, limits.examined() - examined));
      rest = examine(proposed(index, mark, wanted), size);
    }
    Total total = counting ? total(index, rest) : null;
    boolean allHere = total != null && total.exact() && total.count() == found.size();
    boolean behind = rest.more() || !Objects.equals(mark, rest.end());
    return new SearchAnswer<>(found, total, behind && !allHere ? mark : null, inUse.state());
  }

  private IndexHits proposed(SearchIndex index, @Nullable IndexMark behind, int limit) {
    try {
      return index.find(query, behind, limit);
    } catch (Unavailable | DamagedIndex | StoppedIndex away) {
      throw new SearchUnavailable(String.valueOf(away.getMessage()), away);
    }
  }

  /// What comes behind the proposals that were examined or counted.
  ///
  /// @param sure whether the index decides alone
  /// @param more whether there may be others
  /// @param end the last one before them
  private record Rest(boolean sure, boolean more, @Nullable IndexMark end) {}

  /// Looks at proposals until the page is full, and at a few more where the index is not sure of
  /// them.
  private Rest examine(IndexHits proposed, int size) {
    boolean sure = proposed.sure() && !shelf.mayDiffer();
    List<Hit> hits = proposed.hits();
    int at = 0;
    while (at < hits.size() && found.size() < size) {
      int step = sure ? size - found.size() : LOOKED_AT;
      List<Hit> some = hits.subList(at, Math.min(hits.size(), at + step));
      Map<DocumentId, T> things = shelf.take(some.stream().map(Hit::id).toList());
      some.forEach(hit -> look(hit, things.get(hit.id()), size));
      at += some.size();
    }
    if (sure) {
      fitting += hits.size() - at;
      at = hits.size();
    }
    IndexMark end = at == 0 ? mark : hits.get(at - 1).mark();
    return new Rest(sure, at < hits.size() || proposed.more(), end);
  }

  private void look(Hit hit, @Nullable T thing, int size) {
    boolean open = found.size() < size;
    if (open) {
      mark = hit.mark();
      examined++;
    }
    String plain = thing != null && (open || counting) ? plainOfFitting(thing) : null;
    if (thing != null && plain != null) {
      fitting++;
      if (open) {
        found.add(new Found<>(thing, excerpt(plain)));
      }
    }
  }

  /// Null where the thing does not fit.
  private @Nullable String plainOfFitting(T thing) {
    String plain = shelf.text(thing);
    return shelf.fits(thing) && query.fits(Folding.fold(plain)) ? plain : null;
  }

  private Excerpt excerpt(String plain) {
    List<SearchTerm> terms = query.groups().stream().flatMap(List::stream).toList();
    return Excerpt.of(plain, terms, limits.excerptLength());
  }

  /// Counts on where the index is sure.
  private Total total(SearchIndex index, Rest rest) {
    if (!rest.more() || !rest.sure() || fitting >= limits.counted()) {
      return new Total(fitting, !rest.more());
    }
    IndexHits others = proposed(index, rest.end(), limits.counted() - fitting);
    return new Total(fitting + others.hits().size(), !others.more());
  }
}
