package io.tsubame.application.search;

import io.tsubame.domain.AccountId;
import io.tsubame.domain.RoomId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the index is asked. All conditions hold together.
///
/// @param rooms those that the reader is in, or some of them: nothing else is ever found
/// @param groups of each, at least one term is in the text
/// @param excluded none of these is in the text
/// @param authors any of these; no condition where empty
/// @param addressed it is for any of these, or for all; no condition where empty
/// @param traits all of these
/// @param from the earliest time, null for any
/// @param until the time before which it is, null for any
/// @param only what else must be so; null for nothing
public record IndexQuery(
    DocumentKind kind,
    Set<RoomId> rooms,
    List<List<SearchTerm>> groups,
    List<SearchTerm> excluded,
    Set<AccountId> authors,
    Set<AccountId> addressed,
    Set<Trait> traits,
    @Nullable Instant from,
    @Nullable Instant until,
    @Nullable Only only,
    Ranking ranking) {

  /// A condition on a document's place, which can be told to an index elsewhere.
  public sealed interface Only {
    /// A place as one number.
    static long place(int room, int number) {
      return ((long) room << Integer.SIZE) | number;
    }

    boolean accepts(int room, int number);

    /// In one of these rooms, behind the number that is given for it.
    record Behind(Map<Integer, Integer> numbers) implements Only {
      public Behind {
        numbers = Map.copyOf(numbers);
      }

      @Override
      public boolean accepts(int room, int number) {
        return number > numbers.getOrDefault(room, Integer.MAX_VALUE);
      }
    }

    /// At one of these places.
    record Among(Set<Long> places) implements Only {
      public Among {
        places = Set.copyOf(places);
      }

      @Override
      public boolean accepts(int room, int number) {
        return places.contains(place(room, number));
      }
    }
  }

  public enum Ranking {
    /// Newest first, with those that have the terms as whole words as if they were newer by
    /// [IndexMark#WHOLE_WORDS].
    RELEVANCE,
    NEWEST
  }

  public IndexQuery {
    rooms = Set.copyOf(rooms);
    groups = groups.stream().map(List::copyOf).toList();
    excluded = List.copyOf(excluded);
    authors = Set.copyOf(authors);
    addressed = Set.copyOf(addressed);
    traits = Set.copyOf(traits);
  }

  /// Whether a text in normal form fulfils the conditions on the text.
  public boolean fits(String folded) {
    return groups.stream().allMatch(group -> group.stream().anyMatch(term -> term.isIn(folded)))
        && excluded.stream().noneMatch(term -> term.isIn(folded));
  }
}
