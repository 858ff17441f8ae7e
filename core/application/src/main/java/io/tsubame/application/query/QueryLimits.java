package io.tsubame.application.query;

/// The bounds of every question, whatever a caller asks for.
final class QueryLimits {
  /// Entries that one page holds at most.
  static final int PAGE = 1_000;

  /// Rows that are asked for together.
  static final int BATCH = 1_000;

  private QueryLimits() {}

  static int page(int wanted) {
    return Math.clamp(wanted, 0, PAGE);
  }
}
