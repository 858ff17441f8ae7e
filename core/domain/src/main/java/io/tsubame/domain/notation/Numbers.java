package io.tsubame.domain.notation;

import org.jspecify.annotations.Nullable;

/// Reads decimal numbers without sign that have no more digits than they may.
final class Numbers {
  private static final int INT_DIGITS = 10;
  private static final int LONG_DIGITS = 19;

  private Numbers() {}

  /// A number from 1 to 2^31 - 1, or 0 where it is none.
  static int id(String text, int start, int end) {
    long value = end - start > INT_DIGITS ? -1 : number(text, start, end);
    return value > 0 && value <= Integer.MAX_VALUE ? (int) value : 0;
  }

  static int id(@Nullable String text) {
    return text == null ? 0 : id(text, 0, text.length());
  }

  /// A number from 0 to 2^63 - 1, or -1 where it is none.
  static long number(String text, int start, int end) {
    if (start >= end || end - start > LONG_DIGITS) {
      return -1;
    }
    long value = 0;
    for (int i = start; i < end; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return Math.max(value, -1);
  }

  static long number(@Nullable String text) {
    return text == null ? -1 : number(text, 0, text.length());
  }
}
