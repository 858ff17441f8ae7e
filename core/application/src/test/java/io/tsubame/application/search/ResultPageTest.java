package io.tsubame.application.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsubame.application.search.IndexHits.Hit;
import io.tsubame.application.search.IndexQuery.Ranking;
import io.tsubame.application.search.SearchAnswer.Found;
import io.tsubame.application.search.SearchAnswer.Total;
import io.tsubame.domain.RoomId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Pages made of what an index proposes.
final class ResultPageTest {
  private static final RoomId ROOM = new RoomId(1);

  private int questions;
  private int looks;
  private int compared;

  /// Proposes messages `proposed`, …, 2, 1, in this order.
  private final class Proposing implements SearchIndex {
    private final int proposed;
    private final boolean sure;

    Proposing(int proposed, boolean sure) {
      this.proposed = proposed;
      this.sure = sure;
    }

    @Override
    public IndexHits find(IndexQuery query, @Nullable IndexMark after, int limit) {
      questions++;
      int newest = after == null ? proposed : after.number() - 1;
      int oldest = Math.max(1, newest - limit + 1);
      List<Hit> hits = new ArrayList<>();
      for (int number = newest; number >= oldest; number--) {
        DocumentId id = new DocumentId(DocumentKind.MESSAGE, ROOM, number);
        hits.add(new Hit(id, new IndexMark(number, number, ROOM.value())));
      }
      return new IndexHits(hits, oldest > 1, sure);
    }

    @Override
    public int edition() {
      return IndexDocument.EDITION;
    }

    @Override
    public long checkpoint(int shard) {
      return 0;
    }

    @Override
    public void write(IndexBatch batch) {}

    @Override
    public void flush() {}

    @Override
    public void check() {}

    @Override
    public IndexNumbers numbers() {
      return new IndexNumbers(proposed, 0, 1, 0);
    }

    @Override
    public void close() {}
  }

  /// Things are their numbers; what has the word is told.
  private ResultPage.Shelf<Integer> shelf(IntPredicate fitting) {
    return new ResultPage.Shelf<>() {
      @Override
      public Map<DocumentId, Integer> take(List<DocumentId> ids) {
        looks++;
        Map<DocumentId, Integer> things = new HashMap<>();
        ids.forEach(id -> things.put(id, id.number()));
        return things;
      }

      @Override
      public String text(Integer thing) {
        compared++;
        return fitting.test(thing) ? "a swallow" : "nothing";
      }
    };
  }

  private SearchAnswer<Integer> page(
      SearchIndex index, IntPredicate fitting, @Nullable IndexMark after) {
    IndexInUse inUse =
        new IndexInUse() {
          @Override
          public SearchIndex index() {
            return index;
          }

          @Override
          public IndexState state() {
            return new IndexState(IndexState.Condition.CURRENT, 0, null, null);
          }
        };
    IndexQuery query =
        new IndexQuery(
            DocumentKind.MESSAGE,
            Set.of(ROOM),
            List.of(List.of(SearchTerm.of("swallow"))),
            List.of(),
            Set.of(),
            Set.of(),
            Set.of(),
            null,
            null,
            null,
            Ranking.NEWEST);
    return new ResultPage<>(inUse, query, shelf(fitting), SearchLimits.DEFAULT).page(after, 20);
  }

  private static List<Integer> things(SearchAnswer<Integer> answer) {
    return answer.hits().stream().map(Found::thing).toList();
  }

  @Test
  @DisplayName("[SA2] pages follow each other without gap and repetition, however few texts fit")
  void pages() {
    for (boolean sure : new boolean[] {true, false}) {
      for (int every : sure ? new int[] {1} : new int[] {1, 2, 7, 50, 3_000}) {
        SearchIndex index = new Proposing(5_003, sure);
        List<Integer> all = new ArrayList<>();
        IndexMark after = null;
        do {
          SearchAnswer<Integer> page = page(index, number -> number % every == 0, after);
          assertThat(page.hits()).hasSizeLessThanOrEqualTo(20);
          all.addAll(things(page));
          after = page.next();
        } while (after != null);
        assertThat(all)
            .isEqualTo(
                IntStream.iterate(5_003, number -> number > 0, number -> number - 1)
                    .filter(number -> number % every == 0)
                    .boxed()
                    .toList());
      }
    }
  }

  @Test
  @DisplayName("[SA2] a total is exact, or met at least")
  void totals() {
    assertThat(page(new Proposing(999, true), _ -> true, null).total())
        .isEqualTo(new Total(999, true));
    assertThat(page(new Proposing(1_001, true), _ -> true, null).total())
        .isEqualTo(new Total(1_000, false));
    assertThat(page(new Proposing(120, false), _ -> true, null).total())
        .isEqualTo(new Total(120, true));
    assertThat(page(new Proposing(121, false), _ -> true, null).total())
        .isEqualTo(new Total(120, false));
    assertThat(page(new Proposing(1_000, false), number -> number == 1, null).total())
        .isEqualTo(new Total(1, true));
    assertThat(page(new Proposing(5_000, false), number -> number == 1, null).total())
        .isEqualTo(new Total(0, false));
  }

  @Test
  @DisplayName("[SA2] where everything is on the page there is no next one")
  void lastPage() {
    assertThat(page(new Proposing(20, true), _ -> true, null).next()).isNull();
    assertThat(page(new Proposing(20, false), _ -> true, null).next()).isNull();
    assertThat(page(new Proposing(100, false), number -> number > 90, null).next()).isNull();
    assertThat(page(new Proposing(21, true), _ -> true, null).next()).isNotNull();
    assertThat(page(new Proposing(21, false), _ -> true, null).next()).isNotNull();
  }

  @Test
  @DisplayName("[SA6] a usual page takes one question to the index and one to the views")
  void questions() {
    page(new Proposing(5_000, false), _ -> true, null);
    assertThat(List.of(questions, looks)).isEqualTo(List.of(1, 1));
  }

  @Test
  @DisplayName("[SA6] where the index is sure, only the texts that are shown are read")
  void sure() {
    page(new Proposing(5_000, true), _ -> true, null);
    assertThat(List.of(questions, looks, compared)).isEqualTo(List.of(2, 1, 20));
  }

  @Test
  @DisplayName("[SA6] where hardly a text fits, questions are few and the work is bounded")
  void bounded() {
    page(new Proposing(50_000, false), number -> number % 1_000 == 0, null);
    assertThat(compared).isLessThanOrEqualTo(SearchLimits.DEFAULT.examined());
    assertThat(questions).isLessThanOrEqualTo(5);
    assertThat(looks).isLessThanOrEqualTo(20);
  }
}
