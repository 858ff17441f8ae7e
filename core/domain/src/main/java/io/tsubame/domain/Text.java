package io.tsubame.domain;

/// Checks on what people write. Lengths are in Unicode code points.
public final class Text {
  /// The longest address that mail servers take (RFC 5321), in characters.
  private static final int MAXIMUM_EMAIL = 254;

  private Text() {}

  public static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  public static boolean isWithin(int minimum, String text, int maximum) {
    int length = length(text);
    return minimum <= length && length <= maximum;
  }

  /// Whether the text is a name: not blank, and of at most `maximum` code points.
  public static boolean isName(String text, int maximum) {
    return !text.isBlank() && isWithin(1, text, maximum);
  }

  /// Whether mail could be sent to the address: `local@domain` without blanks. Only a mail that
  /// arrives tells more.
  public static boolean isPlausibleEmail(String address) {
    int at = address.lastIndexOf('@');
    String domain = address.substring(at + 1);
    return at > 0
        && address.indexOf('@') == at
        && address.length() <= MAXIMUM_EMAIL
        && !domain.isEmpty()
        && !domain.startsWith(".")
        && !domain.endsWith(".")
        && !domain.contains("..")
        && address.codePoints().noneMatch(Text::isBlankOrControl);
  }

  private static boolean isBlankOrControl(int character) {
    return Character.isWhitespace(character)
        || Character.isSpaceChar(character)
        || Character.isISOControl(character);
  }
}
