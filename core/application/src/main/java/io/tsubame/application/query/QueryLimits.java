package io.tsubame.application.query;

/// The bounds of every question, whatever a caller asks for.
final class QueryLimits {
  /// Entries that one page holds at most.
  static final int PAGE = 1_000;

  /// Bytes of rows with texts after which a page ends, whatever fits in by number: texts of usual
  /// length are not many enough for it.
  static final int PAGE_BYTES = 1 << 20;

  /// Rows with texts that are asked for by key together.
  static final int STEP = 16;

  /// Rows that are asked for together.
  static final int BATCH = 1_000;

  private QueryLimits() {}

  static int page(int wanted) {
    return Math.clamp(wanted, 0, PAGE);
  }
}
