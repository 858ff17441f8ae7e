package io.tsubame.imports.slack;

/// The three characters that Slack writes as entities.
final class Entities {
  private Entities() {}

  /// Appends the character that begins at the place, an `&` as itself where it begins no entity.
  ///
  /// @return how many characters of the text it took
  static int append(String text, int place, StringBuilder to) {
    String entity = "&";
    char meant = '&';
    if (text.startsWith("&lt;", place)) {
      entity = "&lt;";
      meant = '<';
    } else if (text.startsWith("&gt;", place)) {
      entity = "&gt;";
      meant = '>';
    } else if (text.startsWith("&amp;", place)) {
      entity = "&amp;";
    }
    to.append(meant);
    return entity.length();
  }

  static String decoded(String text) {
    if (text.indexOf('&') < 0) {
      return text;
    }
    StringBuilder decoded = new StringBuilder(text.length());
    int place = 0;
    while (place < text.length()) {
      if (text.charAt(place) == '&') {
        place += append(text, place, decoded);
      } else {
        decoded.append(text.charAt(place++));
      }
    }
    return decoded.toString();
  }
}
