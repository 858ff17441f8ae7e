package io.tsubame.application.search;

import io.tsubame.application.search.QueryToken.Operator;
import java.text.Normalizer;
import org.jspecify.annotations.Nullable;

/// Cuts a query into pieces. What people type in full width counts as typed in half width, so
/// `from：` is the operator.
final class QueryTokens {
  private static final String QUOTES = "\"\u201c\u201d\u201e";

  private final String query;
  private int at;

  QueryTokens(String query) {
    this.query = Normalizer.normalize(query, Normalizer.Form.NFKC);
  }

  /// Null at the end.
  @Nullable QueryToken next() {
    while (at < query.length() && isBlank(query.charAt(at))) {
      at++;
    }
    if (at == query.length()) {
      return null;
    }
    boolean excludes = query.charAt(at) == '-' && at + 1 < query.length() && !isBlankAt(at + 1);
    if (excludes) {
      at++;
    }
    if (isQuote(at)) {
      return phrase(excludes);
    }
    Operator operator = operator();
    if (operator == null) {
      String word = word();
      return !excludes && word.equalsIgnoreCase("or")
          ? new QueryToken.Or()
          : new QueryToken.Term(word, excludes);
    }
    if (excludes) {
      return new QueryToken.Fault(QueryFault.EXCLUDED_OPERATOR, operator.word());
    }
    at += operator.word().length() + 1;
    return condition(operator);
  }

  private QueryToken condition(Operator operator) {
    if (!isQuote(at)) {
      return new QueryToken.Condition(operator, word());
    }
    String value = quoted();
    return value == null ? unclosed() : new QueryToken.Condition(operator, value);
  }

  private QueryToken phrase(boolean excludes) {
    String phrase = quoted();
    if (phrase == null) {
      return unclosed();
    }
    return phrase.isEmpty()
        ? new QueryToken.Fault(QueryFault.EMPTY_QUOTE, "\"\"")
        : new QueryToken.Term(phrase, excludes);
  }

  private QueryToken unclosed() {
    return new QueryToken.Fault(QueryFault.UNCLOSED_QUOTE, query.substring(at));
  }

  /// What is between two quotation marks; null where there is only one.
  private @Nullable String quoted() {
    int end = at + 1;
    while (end < query.length() && !isQuote(end)) {
      end++;
    }
    if (end == query.length()) {
      return null;
    }
    String quoted = query.substring(at + 1, end);
    at = end + 1;
    return quoted;
  }

  private String word() {
    int start = at;
    while (at < query.length() && !isBlank(query.charAt(at))) {
      at++;
    }
    return query.substring(start, at);
  }

  private @Nullable Operator operator() {
    for (Operator operator : Operator.values()) {
      String prefix = operator.word() + ":";
      if (query.regionMatches(true, at, prefix, 0, prefix.length())) {
        return operator;
      }
    }
    return null;
  }

  private boolean isQuote(int index) {
    return index < query.length() && QUOTES.indexOf(query.charAt(index)) >= 0;
  }

  private boolean isBlankAt(int index) {
    return isBlank(query.charAt(index));
  }

  private static boolean isBlank(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }
}
