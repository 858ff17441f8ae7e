package io.tsubame.imports.slack;

/// Makes strings from elsewhere such as every store and client takes them.
final class WellFormed {
  private static final char REPLACEMENT = '\uFFFD';

  private WellFormed() {}

  /// The text without halves of characters, which escapes in JSON can bring, and without NUL.
  static String text(String text) {
    int fault = fault(text, 0);
    if (fault < 0) {
      return text;
    }
    StringBuilder repaired = new StringBuilder(text);
    while (fault >= 0) {
      repaired.setCharAt(fault, REPLACEMENT);
      fault = fault(repaired, fault + 1);
    }
    return repaired.toString();
  }

  /// The text as a name: on one line, not blank, and of at most so many code points.
  static String name(String text, String otherwise, int maximum) {
    String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    return line.isEmpty() ? otherwise : cut(line, maximum);
  }

  /// The first `maximum` code points, the last one being `…` where something was cut off.
  static String cut(String text, int maximum) {
    return text.length() <= maximum || text.codePointCount(0, text.length()) <= maximum
        ? text
        : text.substring(0, text.offsetByCodePoints(0, maximum - 1)) + "…";
  }

  private static int fault(CharSequence text, int from) {
    for (int i = from; i < text.length(); i++) {
      char character = text.charAt(i);
      if (character == '\0' || Character.isLowSurrogate(character)) {
        return i;
      }
      if (Character.isHighSurrogate(character)) {
        if (i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1))) {
          return i;
        }
        i++;
      }
    }
    return -1;
  }
}
