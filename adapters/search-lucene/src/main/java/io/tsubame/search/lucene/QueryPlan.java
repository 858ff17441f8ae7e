package io.tsubame.search.lucene;

import io.tsubame.application.search.DocumentKind;
import io.tsubame.application.search.IndexMark;
import io.tsubame.application.search.IndexQuery;
import io.tsubame.application.search.IndexQuery.Only;
import io.tsubame.application.search.IndexQuery.Ranking;
import io.tsubame.application.search.SearchTerm;
import io.tsubame.application.search.Trait;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.RoomId;
import io.tsubame.search.text.Grams;
import io.tsubame.search.text.Words;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TermStates;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.MultiTermQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/// One question of the port in Lucene's terms: one or two queries, each of whose hits come newest
/// first.
final class QueryPlan {
  /// Pieces of a term that are asked for; the rarest say nearly all.
  private static final int PIECES = 24;

  /// Rooms that are asked for by their lists of documents; of more, each document tells its room.
  private static final int LISTED_ROOMS = 16;

  private final IndexSearcher searcher;
  private final IndexQuery query;
  private final Words analysis;
  private boolean sure = true;

  /// @param lead by how many milliseconds its hits count as newer
  record Part(Query query, long lead) {}

  QueryPlan(IndexSearcher searcher, IndexQuery query, Words analysis) {
    this.searcher = searcher;
    this.query = query;
    this.analysis = analysis;
  }

  /// @param after null for the first page
  List<Part> parts(@Nullable IndexMark after) throws IOException {
    BooleanQuery.Builder all = new BooleanQuery.Builder();
    for (List<SearchTerm> group : query.groups()) {
      addGroup(group, all);
    }
    for (SearchTerm term : query.excluded()) {
      if (term.standsAlone() || Grams.demand(term.text()).exact()) {
        all.add(containing(term), Occur.MUST_NOT);
      } else {
        sure = false;
      }
    }
    addConditions(all);
    BooleanQuery base = all.build();
    Query whole = query.ranking() == Ranking.RELEVANCE ? wholeWords() : null;
    if (whole == null) {
      return List.of(new Part(within(base, after, 0).build(), 0));
    }
    long lead = IndexMark.WHOLE_WORDS.toMillis();
    return List.of(
        new Part(within(base, after, lead).add(whole, Occur.FILTER).build(), lead),
        new Part(within(base, after, 0).add(whole, Occur.MUST_NOT).build(), 0));
  }

  /// Whether every hit has the terms; asked after [#parts].
  boolean sure() {
    return sure;
  }

  private void addGroup(List<SearchTerm> group, BooleanQuery.Builder into) throws IOException {
    if (group.size() == 1) {
      add(group.getFirst(), into);
      return;
    }
    BooleanQuery.Builder any = new BooleanQuery.Builder();
    for (SearchTerm term : group) {
      any.add(containing(term), Occur.SHOULD);
    }
    into.add(any.build(), Occur.FILTER);
  }

  private Query containing(SearchTerm term) throws IOException {
    BooleanQuery.Builder all = new BooleanQuery.Builder();
    add(term, all);
    return all.build();
  }

  private void add(SearchTerm term, BooleanQuery.Builder into) throws IOException {
    if (term.standsAlone()) {
      into.add(new TermQuery(new Term(Fields.WORDS, term.text())), Occur.FILTER);
      return;
    }
    Grams.Demand demand = Grams.demand(term.text());
    sure &= demand.exact();
    String prefix = demand.prefix();
    if (prefix != null) {
      into.add(
          new PrefixQuery(
              new Term(Fields.GRAMS, prefix), MultiTermQuery.CONSTANT_SCORE_BLENDED_REWRITE),
          Occur.FILTER);
    }
    for (Query piece : rarest(demand.pieces())) {
      into.add(piece, Occur.FILTER);
    }
  }

  private record Piece(Term term, TermStates states) {}

  private List<Query> rarest(List<String> texts) throws IOException {
    List<Piece> pieces = new ArrayList<>(texts.size());
    for (String text : texts) {
      Term term = new Term(Fields.GRAMS, text);
      TermStates states = TermStates.build(searcher, term, true);
      if (states.docFreq() == 0) {
        return List.of(new MatchNoDocsQuery("no text has " + text.length() + " of its chars"));
      }
      pieces.add(new Piece(term, states));
    }
    return pieces.stream()
        .sorted(Comparator.comparingInt(piece -> piece.states().docFreq()))
        .limit(PIECES)
        .<Query>map(piece -> new TermQuery(piece.term(), piece.states()))
        .toList();
  }

  /// Of each group, the words of one term; null where no group has words.
  private @Nullable Query wholeWords() {
    BooleanQuery.Builder all = new BooleanQuery.Builder();
    boolean any = false;
    for (List<SearchTerm> group : query.groups()) {
      BooleanQuery.Builder either = new BooleanQuery.Builder();
      boolean each = true;
      for (SearchTerm term : group) {
        BooleanQuery.Builder words = new BooleanQuery.Builder();
        var found = analysis.of(term.text());
        found.forEach(word -> words.add(new TermQuery(new Term(Fields.WORDS, word)), Occur.FILTER));
        each &= !found.isEmpty();
        either.add(words.build(), Occur.SHOULD);
      }
      if (each) {
        any = true;
        all.add(either.build(), Occur.FILTER);
      }
    }
    return any ? all.build() : null;
  }

  private void addConditions(BooleanQuery.Builder into) {
    addRooms(into);
    addAny(Fields.AUTHOR, query.authors().stream().map(Fields::account).toList(), into);
    List<BytesRef> addressed = new ArrayList<>();
    for (AccountId account : query.addressed()) {
      addressed.add(Fields.account(account));
    }
    if (!addressed.isEmpty() && query.kind() == DocumentKind.MESSAGE) {
      addressed.add(Fields.number(Fields.ALL));
    }
    addAny(Fields.FOR, addressed, into);
    for (Trait trait : query.traits()) {
      into.add(new TermQuery(new Term(Fields.HAS, Fields.trait(trait))), Occur.FILTER);
    }
    Only only = query.only();
    if (only != null) {
      into.add(new OnlyQuery(only), Occur.FILTER);
    }
  }

  private void addRooms(BooleanQuery.Builder into) {
    if (query.rooms().size() <= LISTED_ROOMS) {
      List<BytesRef> rooms =
          query.rooms().stream().map(room -> Fields.room(query.kind(), room)).toList();
      into.add(
          rooms.isEmpty()
              ? new MatchNoDocsQuery("the reader is in no room")
              : new TermInSetQuery(
                  MultiTermQuery.CONSTANT_SCORE_BLENDED_REWRITE, Fields.ROOM, rooms),
          Occur.FILTER);
      return;
    }
    long[] rooms = query.rooms().stream().mapToLong(RoomId::value).toArray();
    into.add(new TermQuery(new Term(Fields.KIND, Fields.kind(query.kind()))), Occur.FILTER);
    into.add(NumericDocValuesField.newSlowSetQuery(Fields.ROOM_NUMBER, rooms), Occur.FILTER);
  }

  private static void addAny(String field, List<BytesRef> terms, BooleanQuery.Builder into) {
    if (!terms.isEmpty()) {
      into.add(
          new TermInSetQuery(MultiTermQuery.CONSTANT_SCORE_BLENDED_REWRITE, field, terms),
          Occur.FILTER);
    }
  }

  /// The query with the times that it asks for, and that are behind the mark.
  private BooleanQuery.Builder within(BooleanQuery base, @Nullable IndexMark after, long lead) {
    Instant from = query.from();
    Instant until = query.until();
    long least = from == null ? Long.MIN_VALUE : from.toEpochMilli();
    long most = until == null ? Long.MAX_VALUE : until.toEpochMilli() - 1;
    if (after != null) {
      most = Math.min(most, after.key() - lead);
    }
    BooleanQuery.Builder bounded = new BooleanQuery.Builder();
    base.clauses().forEach(bounded::add);
    if (least != Long.MIN_VALUE || most != Long.MAX_VALUE) {
      bounded.add(NumericDocValuesField.newSlowRangeQuery(Fields.AT, least, most), Occur.FILTER);
    }
    return bounded;
  }
}
