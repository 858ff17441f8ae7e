package io.tsubame.application.search;

import java.util.Locale;

/// A piece of a query.
sealed interface QueryToken {
  /// A word, or a phrase in quotation marks.
  record Term(String text, boolean excludes) implements QueryToken {}

  record Or() implements QueryToken {}

  record Condition(Operator operator, String value) implements QueryToken {}

  record Fault(QueryFault what, String part) implements QueryToken {}

  enum Operator {
    FROM,
    TO,
    IN,
    BEFORE,
    AFTER,
    ON,
    HAS,
    IS;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
