package io.tsubame.application.search;

import io.tsubame.application.Unavailable;
import io.tsubame.application.search.IndexHits.Hit;
import io.tsubame.application.search.SearchAnswer.Found;
import io.tsubame.application.search.SearchAnswer.Total;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Makes one page out of what the index proposes: looks at each thing proposed, as it is now, until
/// the page is full, then counts on. The work is bounded; where the bound is reached before the
/// page is full, the next page goes on from there.
final class ResultPage<T> {
  /// Proposals that are looked at together.
  private static final int CHUNK = 256;

  private final IndexInUse inUse;
  private final IndexQuery query;
  private final Shelf<T> shelf;
  private final SearchLimits limits;
  private final List<Found<T>> found = new ArrayList<>();
  private int examined;

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
    Course course = new Course(after, true, false);
    while (course.more && found.size() < size && examined < limits.examined()) {
      int chunk = Math.clamp(2L * (size - found.size()), 1, CHUNK);
      course = look(proposed(index, course.mark, chunk), course.mark, size);
    }
    Total total = after == null ? total(index, course) : null;
    boolean allHere = total != null && total.exact() && total.count() == found.size();
    IndexMark next = course.more && !allHere ? course.mark : null;
    return new SearchAnswer<>(found, total, next, inUse.state());
  }

  private IndexHits proposed(SearchIndex index, @Nullable IndexMark after, int limit) {
    try {
      return index.find(query, after, limit);
    } catch (Unavailable | DamagedIndex away) {
      throw new SearchUnavailable(String.valueOf(away.getMessage()), away);
    }
  }

  /// How far the looking has come.
  ///
  /// @param more whether there may be others behind the mark
  /// @param sure whether the index decides alone
  private record Course(@Nullable IndexMark mark, boolean more, boolean sure) {}

  private Course look(IndexHits proposed, @Nullable IndexMark before, int size) {
    Map<DocumentId, T> things = shelf.take(proposed.hits().stream().map(Hit::id).toList());
    boolean sure = proposed.sure() && !shelf.mayDiffer();
    IndexMark mark = before;
    int at = 0;
    while (at < proposed.hits().size() && found.size() < size) {
      Hit hit = proposed.hits().get(at);
      T thing = things.get(hit.id());
      if (thing != null) {
        add(thing);
      }
      mark = hit.mark();
      examined++;
      at++;
    }
    return new Course(mark, at < proposed.hits().size() || proposed.more(), sure);
  }

  private void add(T thing) {
    String plain = shelf.text(thing);
    if (shelf.fits(thing) && query.fits(Folding.fold(plain))) {
      List<SearchTerm> terms = query.groups().stream().flatMap(List::stream).toList();
      found.add(new Found<>(thing, Excerpt.of(plain, terms, limits.excerptLength())));
    }
  }

  /// Counts on from the end of the first page.
  private Total total(SearchIndex index, Course end) {
    if (!end.more) {
      return new Total(found.size(), true);
    }
    int most = Math.max(0, limits.counted() - found.size());
    IndexHits proposed =
        proposed(index, end.mark, end.sure ? most : Math.min(most, limits.compared()));
    long others = end.sure ? proposed.hits().size() : fitting(proposed.hits());
    return new Total(found.size() + (int) others, !proposed.more());
  }

  private long fitting(List<Hit> hits) {
    return shelf.take(hits.stream().map(Hit::id).toList()).values().stream()
        .filter(thing -> shelf.fits(thing) && query.fits(Folding.fold(shelf.text(thing))))
        .count();
  }
}
