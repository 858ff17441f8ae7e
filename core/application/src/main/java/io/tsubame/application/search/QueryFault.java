package io.tsubame.application.search;

/// What can be wrong with a query.
public enum QueryFault {
  /// It asks for nothing.
  EMPTY,
  TOO_LONG,
  TOO_MANY_TERMS,
  /// A quotation mark has no partner.
  UNCLOSED_QUOTE,
  EMPTY_QUOTE,
  /// An operator without a value.
  MISSING_VALUE,
  /// A value that the operator does not know.
  UNKNOWN_VALUE,
  NO_DATE,
  /// An `or` without a word on each side.
  DANGLING_OR,
  /// Only words and phrases can be excluded.
  EXCLUDED_OPERATOR,
  /// Nobody whom the reader knows has such a name.
  UNKNOWN_PERSON,
  /// No room of the reader has such a name.
  UNKNOWN_ROOM
}
