package io.tsubame.search.opensearch;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tsubame.application.search.DocumentKind;
import io.tsubame.application.search.IndexMark;
import io.tsubame.application.search.IndexQuery;
import io.tsubame.application.search.IndexQuery.Only;
import io.tsubame.application.search.IndexQuery.Ranking;
import io.tsubame.application.search.SearchTerm;
import io.tsubame.domain.RoomId;
import io.tsubame.search.text.Grams;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One question of the port in OpenSearch's terms: queries that exclude each other, each of whose
/// hits come newest first.
final class QueryParts {
  /// Pieces of a term that are asked for. A text is compared anyway where these are not all.
  private static final int PIECES = 16;

  /// Rooms of one part whose numbers are asked for: a query has about a thousand conditions at
  /// most.
  private static final int ROOMS = 256;

  private final IndexQuery query;
  private final Function<String, Set<String>> words;
  private final List<Part> parts = new ArrayList<>();
  private boolean sure = true;

  /// @param query with a filter of all conditions
  /// @param lead by how many milliseconds its hits count as newer
  record Part(ObjectNode query, long lead) {}

  /// @param words the words of a text
  QueryParts(IndexQuery query, Function<String, Set<String>> words) {
    this.query = query;
    this.words = words;
    ObjectNode base = bool();
    query.groups().forEach(group -> addGroup(group, base));
    query.excluded().forEach(term -> exclude(term, base));
    addConditions(base);
    ObjectNode whole = query.ranking() == Ranking.RELEVANCE ? wholeWords() : null;
    for (ObjectNode place : places()) {
      ObjectNode part = base.deepCopy();
      filters(part).add(place);
      add(part, whole);
    }
  }

  /// None where nothing can be found.
  List<Part> parts() {
    return List.copyOf(parts);
  }

  /// Whether every hit has the terms.
  boolean sure() {
    return sure;
  }

  private void add(ObjectNode part, @Nullable ObjectNode whole) {
    if (whole == null) {
      parts.add(new Part(part, 0));
      return;
    }
    ObjectNode withWords = part.deepCopy();
    filters(withWords).add(whole);
    parts.add(new Part(withWords, IndexMark.WHOLE_WORDS.toMillis()));
    clauses(part, "must_not").add(whole);
    parts.add(new Part(part, 0));
  }

  private void addGroup(List<SearchTerm> group, ObjectNode into) {
    ObjectNode any = bool();
    for (SearchTerm term : group) {
      clauses(any, "should").add(containing(term));
    }
    filters(into).add(any);
  }

  private void exclude(SearchTerm term, ObjectNode from) {
    if (term.standsAlone() || Grams.demand(term.text()).exact()) {
      clauses(from, "must_not").add(containing(term));
    } else {
      sure = false;
    }
  }

  private ObjectNode containing(SearchTerm term) {
    if (term.standsAlone()) {
      return clause("term", Fields.WORDS, term.text());
    }
    Grams.Demand demand = Grams.demand(term.text());
    sure &= demand.exact();
    ObjectNode all = bool();
    String prefix = demand.prefix();
    if (prefix != null) {
      filters(all).add(clause("prefix", Fields.GRAMS, prefix));
    }
    spread(demand.pieces()).forEach(piece -> filters(all).add(clause("term", Fields.GRAMS, piece)));
    return all;
  }

  /// So many of them that few other texts have these, from all over the term.
  private static List<String> spread(List<String> pieces) {
    if (pieces.size() <= PIECES) {
      return pieces;
    }
    List<String> some = new ArrayList<>(PIECES);
    for (int i = 0; i < PIECES; i++) {
      some.add(pieces.get(i * (pieces.size() - 1) / (PIECES - 1)));
    }
    return some;
  }

  /// Of each group, the words of one term; null where no group has words.
  private @Nullable ObjectNode wholeWords() {
    ObjectNode all = bool();
    boolean any = false;
    for (List<SearchTerm> group : query.groups()) {
      ObjectNode either = bool();
      boolean each = true;
      for (SearchTerm term : group) {
        ObjectNode together = bool();
        Set<String> found = words.apply(term.text());
        found.forEach(word -> filters(together).add(clause("term", Fields.WORDS, word)));
        each &= !found.isEmpty();
        clauses(either, "should").add(together);
      }
      if (each) {
        any = true;
        filters(all).add(either);
      }
    }
    return any ? all : null;
  }

  private void addConditions(ObjectNode into) {
    filters(into).add(clause("term", Fields.KIND, Fields.kind(query.kind())));
    if (!query.authors().isEmpty()) {
      filters(into)
          .add(terms(Fields.AUTHOR, query.authors().stream().map(Object::toString).toList()));
    }
    if (!query.addressed().isEmpty()) {
      List<String> addressed = new ArrayList<>();
      query.addressed().forEach(account -> addressed.add(account.toString()));
      if (query.kind() == DocumentKind.MESSAGE) {
        addressed.add(Integer.toString(Fields.ALL));
      }
      filters(into).add(terms(Fields.FOR, addressed));
    }
    query
        .traits()
        .forEach(trait -> filters(into).add(clause("term", Fields.HAS, Fields.trait(trait))));
    addTimes(into);
  }

  private void addTimes(ObjectNode into) {
    Instant from = query.from();
    Instant until = query.until();
    if (from != null || until != null) {
      ObjectNode range = Calls.JSON.createObjectNode();
      ObjectNode bounds = range.putObject("range").putObject(Fields.AT);
      if (from != null) {
        bounds.put("gte", from.toEpochMilli());
      }
      if (until != null) {
        bounds.put("lt", until.toEpochMilli());
      }
      filters(into).add(range);
    }
  }

  /// Conditions on room and number, one of which must hold. They exclude each other.
  private List<ObjectNode> places() {
    if (query.rooms().isEmpty()) {
      return List.of();
    }
    List<Integer> rooms = query.rooms().stream().map(RoomId::value).sorted().toList();
    return switch (query.only()) {
      case null -> List.of(terms(Fields.ROOM, rooms));
      case Only.Among(Set<Long> places) -> {
        List<Long> readable =
            places.stream()
                .filter(place -> query.rooms().contains(new RoomId((int) (place >>> Integer.SIZE))))
                .toList();
        yield readable.isEmpty() ? List.of() : List.of(terms(Fields.PLACE, readable));
      }
      case Only.Behind(Map<Integer, Integer> numbers) -> {
        List<Integer> some = rooms.stream().filter(numbers::containsKey).toList();
        List<ObjectNode> all = new ArrayList<>();
        for (int at = 0; at < some.size(); at += ROOMS) {
          all.add(behind(some.subList(at, Math.min(some.size(), at + ROOMS)), numbers));
        }
        yield all;
      }
    };
  }

  private static ObjectNode behind(List<Integer> rooms, Map<Integer, Integer> numbers) {
    ObjectNode any = bool();
    for (int room : rooms) {
      ObjectNode range = Calls.JSON.createObjectNode();
      range
          .putObject("range")
          .putObject(Fields.PLACE)
          .put("gt", Only.place(room, numbers.getOrDefault(room, Integer.MAX_VALUE)))
          .put("lte", Only.place(room, Integer.MAX_VALUE));
      clauses(any, "should").add(range);
    }
    return any;
  }

  private static ObjectNode bool() {
    ObjectNode query = Calls.JSON.createObjectNode();
    query.putObject("bool");
    return query;
  }

  private static ArrayNode filters(ObjectNode bool) {
    return clauses(bool, "filter");
  }

  private static ArrayNode clauses(ObjectNode bool, String occurrence) {
    return bool.withObject("/bool").withArray(occurrence);
  }

  private static ObjectNode clause(String type, String field, String value) {
    ObjectNode clause = Calls.JSON.createObjectNode();
    clause.putObject(type).put(field, value);
    return clause;
  }

  private static ObjectNode terms(String field, Collection<?> values) {
    ObjectNode clause = Calls.JSON.createObjectNode();
    clause.putObject("terms").set(field, Calls.JSON.valueToTree(values));
    return clause;
  }
}
