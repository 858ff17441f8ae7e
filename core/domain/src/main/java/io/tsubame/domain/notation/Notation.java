package io.tsubame.domain.notation;

import java.util.List;

/// Reads the message notation; `docs/spec/notation.md` numbers its rules. Every text is valid: what
/// is no notation is text. The time is linear in the length of the text, the nesting bounded.
public final class Notation {
  private Notation() {}

  /// Whom the text addresses, but for what it quotes or shows as code.
  public static Mentioned mentions(String text) {
    if (text.indexOf('[') < 0) {
      return Mentioned.NOBODY;
    }
    MentionScan scan = new MentionScan();
    Pairing.tokens(text).forEach(scan::add);
    return scan.finish();
  }

  /// The text's words without its tags, for previews and search: quoted text, code and the names of
  /// files stay. What a box separates stands on lines of its own.
  public static String plainText(String text) {
    List<Token> tokens = text.indexOf('[') < 0 ? List.of() : Pairing.tokens(text);
    if (tokens.isEmpty()) {
      return text;
    }
    PlainText plain = new PlainText(text);
    tokens.forEach(plain::add);
    return plain.finish();
  }

  /// The first `maximum` code points of the plain text.
  public static String plainText(String text, int maximum) {
    String plain = plainText(text);
    boolean fits = plain.length() <= maximum || plain.codePointCount(0, plain.length()) <= maximum;
    return fits ? plain : plain.substring(0, plain.offsetByCodePoints(0, maximum));
  }

  /// The text's pieces. Putting their sources together gives the text again.
  public static List<Node> parse(String text) {
    Tree tree = new Tree(text);
    Pairing.tokens(text).forEach(tree::add);
    return tree.finish();
  }
}
