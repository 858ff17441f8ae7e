package io.tsubame.search.lucene;

import io.tsubame.application.search.DocumentId;
import io.tsubame.application.search.DocumentKind;
import io.tsubame.application.search.IndexHits.Hit;
import io.tsubame.application.search.IndexMark;
import io.tsubame.domain.RoomId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.Bits;
import org.jspecify.annotations.Nullable;

/// Merges the hits of all segments and parts, each of which is in order already, and looks no
/// further than it is asked to: a segment is not even begun before its newest document could be the
/// next hit.
final class NewestFirst {
  private final DocumentKind kind;
  private final @Nullable IndexMark after;
  private final PriorityQueue<Course> courses =
      new PriorityQueue<>(Comparator.comparing(Course::mark));

  /// @param after null for the beginning
  NewestFirst(
      IndexSearcher searcher,
      List<QueryPlan.Part> parts,
      DocumentKind kind,
      @Nullable IndexMark after)
      throws IOException {
    this.kind = kind;
    this.after = after;
    for (QueryPlan.Part part : parts) {
      Weight weight =
          searcher.createWeight(searcher.rewrite(part.query()), ScoreMode.COMPLETE_NO_SCORES, 1);
      for (LeafReaderContext leaf : searcher.getLeafContexts()) {
        courses.add(new Course(leaf, weight, part.lead()));
      }
    }
  }

  List<Hit> take(int limit) throws IOException {
    List<Hit> hits = new ArrayList<>(Math.min(limit, 1_024));
    while (hits.size() < limit && !courses.isEmpty()) {
      Course best = courses.remove();
      if (best.isBegun()) {
        IndexMark mark = best.mark();
        hits.add(new Hit(new DocumentId(kind, new RoomId(mark.room()), mark.number()), mark));
      }
      if (best.goOn(after)) {
        courses.add(best);
      }
    }
    return hits;
  }

  /// Whether there may be others.
  boolean more() {
    return !courses.isEmpty();
  }

  /// The hits of one part in one segment.
  private static final class Course {
    private final LeafReaderContext leaf;
    private final Weight weight;
    private final @Nullable Bits live;
    private final NumericDocValues times;
    private final NumericDocValues rooms;
    private final NumericDocValues numbers;
    private final long lead;

    /// Null until it was begun.
    private @Nullable DocIdSetIterator hits;

    /// Of the hit at hand, or no later than that of the first one.
    private IndexMark mark;

    Course(LeafReaderContext leaf, Weight weight, long lead) throws IOException {
      this.leaf = leaf;
      this.weight = weight;
      this.lead = lead;
      live = leaf.reader().getLiveDocs();
      times = leaf.reader().getNumericDocValues(Fields.AT);
      rooms = leaf.reader().getNumericDocValues(Fields.ROOM_NUMBER);
      numbers = leaf.reader().getNumericDocValues(Fields.NUMBER);
      // The newest document is the first.
      mark = new IndexMark(value(times, 0) + lead, Integer.MAX_VALUE, Integer.MAX_VALUE);
    }

    IndexMark mark() {
      return mark;
    }

    boolean isBegun() {
      return hits != null;
    }

    /// Goes to the next hit, at first to the first one behind the mark, and says whether there is
    /// one.
    boolean goOn(@Nullable IndexMark after) throws IOException {
      DocIdSetIterator begun = hits;
      if (begun != null) {
        return next(begun);
      }
      Scorer scorer = weight.scorer(leaf);
      if (scorer == null) {
        return false;
      }
      begun = scorer.iterator();
      hits = begun;
      boolean any = next(begun);
      while (any && after != null && mark.compareTo(after) <= 0) {
        any = next(begun);
      }
      return any;
    }

    private boolean next(DocIdSetIterator begun) throws IOException {
      int document = begun.nextDoc();
      while (document != DocIdSetIterator.NO_MORE_DOCS && live != null && !live.get(document)) {
        document = begun.nextDoc();
      }
      if (document == DocIdSetIterator.NO_MORE_DOCS) {
        return false;
      }
      mark =
          new IndexMark(
              value(times, document) + lead,
              (int) value(numbers, document),
              (int) value(rooms, document));
      return true;
    }

    private static long value(NumericDocValues column, int document) throws IOException {
      if (!column.advanceExact(document)) {
        throw new IllegalStateException("a document has no place");
      }
      return column.longValue();
    }
  }
}
