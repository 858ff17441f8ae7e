package io.tsubame.application.search;

import io.tsubame.application.Answer;
import io.tsubame.application.ApplicationRejection.BadQuery;
import io.tsubame.application.search.QueryToken.Operator;
import io.tsubame.application.search.SearchWish.Own;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the language of queries, rules SQ1 to SQ19 of `docs/spec/search.md`. For one query.
final class QueryReader {
  private final SearchLimits limits;
  private final DateReader dates;
  private final List<List<SearchTerm>> groups = new ArrayList<>();
  private final List<SearchTerm> excluded = new ArrayList<>();
  private final List<String> from = new ArrayList<>();
  private final List<String> to = new ArrayList<>();
  private final List<String> in = new ArrayList<>();
  private final Set<Trait> has = EnumSet.noneOf(Trait.class);
  private final Set<Own> is = EnumSet.noneOf(Own.class);
  private @Nullable Instant since;
  private @Nullable Instant until;
  private int terms;

  /// Whether the token before was a word or phrase, to which an `or` can add another.
  private boolean afterTerm;

  private boolean afterOr;

  QueryReader(SearchLimits limits, Clock clock) {
    this.limits = limits;
    this.dates = new DateReader(clock);
  }

  Answer<SearchWish> read(String query) {
    if (query.codePointCount(0, query.length()) > limits.queryLength()) {
      return refuse(QueryFault.TOO_LONG, Integer.toString(limits.queryLength()));
    }
    QueryTokens tokens = new QueryTokens(query);
    for (QueryToken token = tokens.next(); token != null; token = tokens.next()) {
      Optional<BadQuery> fault = take(token);
      if (fault.isPresent()) {
        return Answer.refuse(fault.get());
      }
    }
    return finished();
  }

  private Answer<SearchWish> finished() {
    if (afterOr) {
      return refuse(QueryFault.DANGLING_OR, "or");
    }
    if (terms > limits.terms()) {
      return refuse(QueryFault.TOO_MANY_TERMS, Integer.toString(limits.terms()));
    }
    boolean dated = since != null || until != null;
    boolean named = !from.isEmpty() || !to.isEmpty() || !in.isEmpty();
    if (terms == 0 && !named && !dated && has.isEmpty() && is.isEmpty()) {
      return refuse(QueryFault.EMPTY, "");
    }
    return Answer.of(new SearchWish(groups, excluded, from, to, in, has, is, since, until));
  }

  private Optional<BadQuery> take(QueryToken token) {
    boolean term = token instanceof QueryToken.Term(_, boolean excludes) && !excludes;
    if (afterOr && !term) {
      return fault(QueryFault.DANGLING_OR, "or");
    }
    Optional<BadQuery> fault =
        switch (token) {
          case QueryToken.Fault(var what, var part) -> fault(what, part);
          case QueryToken.Or() ->
              afterTerm ? Optional.empty() : fault(QueryFault.DANGLING_OR, "or");
          case QueryToken.Term(var text, boolean excludes) -> {
            add(SearchTerm.of(text), excludes);
            yield Optional.empty();
          }
          case QueryToken.Condition(var operator, var value) -> condition(operator, value);
        };
    afterOr = token instanceof QueryToken.Or;
    afterTerm = term;
    return fault;
  }

  private void add(SearchTerm term, boolean excludes) {
    terms++;
    if (excludes) {
      excluded.add(term);
    } else if (afterOr) {
      groups.getLast().add(term);
    } else {
      groups.add(new ArrayList<>(List.of(term)));
    }
  }

  private Optional<BadQuery> condition(Operator operator, String value) {
    if (value.isBlank()) {
      return fault(QueryFault.MISSING_VALUE, operator.word());
    }
    return switch (operator) {
      case FROM -> named(from, value);
      case TO -> named(to, value);
      case IN -> named(in, value);
      case HAS -> chosen(operator, value, Trait.class, has);
      case IS -> chosen(operator, value, Own.class, is);
      case BEFORE, AFTER, ON -> dated(operator, value);
    };
  }

  private Optional<BadQuery> named(List<String> names, String name) {
    names.add(name);
    terms++;
    return Optional.empty();
  }

  private static <E extends Enum<E>> Optional<BadQuery> chosen(
      Operator operator, String value, Class<E> type, Set<E> into) {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().toLowerCase(Locale.ROOT).equals(Folding.fold(value))) {
        into.add(constant);
        return Optional.empty();
      }
    }
    return fault(QueryFault.UNKNOWN_VALUE, operator.word() + ":" + value);
  }

  private Optional<BadQuery> dated(Operator operator, String value) {
    Optional<DateReader.Span> span = dates.read(value);
    if (span.isEmpty()) {
      return fault(QueryFault.NO_DATE, value);
    }
    Instant begin = span.get().begin();
    Instant end = span.get().end();
    switch (operator) {
      case BEFORE -> narrow(null, begin);
      case AFTER -> narrow(end, null);
      default -> narrow(begin, end);
    }
    return Optional.empty();
  }

  private void narrow(@Nullable Instant earliest, @Nullable Instant end) {
    if (earliest != null && (since == null || earliest.isAfter(since))) {
      since = earliest;
    }
    if (end != null && (until == null || end.isBefore(until))) {
      until = end;
    }
  }

  private static Optional<BadQuery> fault(QueryFault fault, String part) {
    return Optional.of(new BadQuery(fault, part));
  }

  private static Answer<SearchWish> refuse(QueryFault fault, String part) {
    return Answer.refuse(new BadQuery(fault, part));
  }
}
