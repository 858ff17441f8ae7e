package io.tsubame.testkit;

import io.tsubame.application.search.DocumentKind;
import io.tsubame.application.search.IndexQuery;
import io.tsubame.application.search.IndexQuery.Ranking;
import io.tsubame.application.search.SearchTerm;
import io.tsubame.application.search.Trait;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.RoomId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A query that is put together bit by bit.
final class Question {
  Question(RoomId room) {
    rooms = Set.of(room);
  }

  private DocumentKind kind = DocumentKind.MESSAGE;
  private Set<RoomId> rooms;
  private final List<List<SearchTerm>> groups = new ArrayList<>();
  private final List<SearchTerm> excluded = new ArrayList<>();
  private Set<AccountId> authors = Set.of();
  private Set<AccountId> addressed = Set.of();
  private Set<Trait> traits = Set.of();
  private @Nullable Instant from;
  private @Nullable Instant until;
  private IndexQuery.@Nullable Only only;
  private Ranking ranking = Ranking.NEWEST;

  Question and(String... either) {
    groups.add(Arrays.stream(either).map(SearchTerm::of).toList());
    return this;
  }

  Question without(String term) {
    excluded.add(SearchTerm.of(term));
    return this;
  }

  Question in(RoomId... others) {
    rooms = Set.of(others);
    return this;
  }

  Question kind(DocumentKind other) {
    kind = other;
    return this;
  }

  Question authors(AccountId account) {
    authors = Set.of(account);
    return this;
  }

  Question addressed(AccountId account) {
    addressed = Set.of(account);
    return this;
  }

  Question traits(Trait... wanted) {
    traits = Set.of(wanted);
    return this;
  }

  Question between(Instant begin, Instant end) {
    from = begin;
    until = end;
    return this;
  }

  Question only(IndexQuery.Only condition) {
    only = condition;
    return this;
  }

  Question ranking(Ranking other) {
    ranking = other;
    return this;
  }

  IndexQuery build() {
    return new IndexQuery(
        kind, rooms, groups, excluded, authors, addressed, traits, from, until, only, ranking);
  }
}
