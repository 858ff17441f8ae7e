package io.tsubame.application.search;

import java.text.Normalizer;
import java.util.Arrays;

/// The normal form of texts in which search compares: NFKC, which makes no difference of full and
/// half width or of composed and decomposed signs, and lower case, each code point by itself. A
/// query is found where its normal form is a part of the text's normal form.
public final class Folding {
  private static final int FINAL_SIGMA = 'ς';
  private static final int SIGMA = 'σ';
  private static final int REPLACEMENT = 0xfffd;

  private Folding() {}

  /// A text in normal form.
  public static String fold(String text) {
    if (isPlain(text)) {
      return text;
    }
    String lower = lowered(Normalizer.normalize(whole(text), Normalizer.Form.NFKC));
    return Normalizer.isNormalized(lower, Normalizer.Form.NFKC)
        ? lower
        : lowered(Normalizer.normalize(lower, Normalizer.Form.NFKC));
  }

  /// Whether the code point belongs to a script of few signs, in which words are long and stand
  /// apart: Latin, Greek, Cyrillic, Arabic and the like, with digits and the punctuation of ASCII.
  /// All others, such as kana, kanji, Hangul and emoji, are wide.
  public static boolean isNarrow(int point) {
    return point < 0x1100;
  }

  /// Whether the code point is part of a word in a narrow script.
  public static boolean isNarrowWordPart(int point) {
    return isNarrow(point) && (Character.isLetterOrDigit(point) || isMark(point));
  }

  /// Whether the code point changes the one before it, so that the two may become one.
  static boolean isMark(int point) {
    return switch (Character.getType(point)) {
      case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK ->
          true;
      default -> false;
    };
  }

  /// Each place in the normal form with the place in the text that it comes from. Cut where no sign
  /// can join the one before; where the pieces should not give the whole, every place is the text's
  /// beginning.
  ///
  /// @param folded the normal form
  /// @param origin for each of its chars, and for its end, a place in the text
  record Mapped(String folded, int[] origin) {
    static Mapped of(String text) {
      String folded = fold(text);
      int[] origin = new int[folded.length() + 1];
      StringBuilder pieces = new StringBuilder(folded.length());
      int start = 0;
      while (start < text.length()) {
        int end = pieceEnd(text, start);
        String piece = fold(text.substring(start, end));
        int from = pieces.length();
        pieces.append(piece);
        if (pieces.length() > folded.length()) {
          break;
        }
        Arrays.fill(origin, from, pieces.length(), start);
        start = end;
      }
      if (!folded.contentEquals(pieces)) {
        Arrays.fill(origin, 0);
      }
      origin[folded.length()] = text.length();
      return new Mapped(folded, origin);
    }

    /// The end of the piece of the text that the char before `end` of the normal form comes from.
    int originEnd(int end) {
      int last = origin[end - 1];
      int next = end;
      while (next < folded.length() && origin[next] == last) {
        next++;
      }
      return origin[next];
    }

    private static int pieceEnd(String text, int start) {
      int end = start + Character.charCount(text.codePointAt(start));
      while (end < text.length()) {
        int point = text.codePointAt(end);
        if (!joins(point)) {
          break;
        }
        end += Character.charCount(point);
      }
      return end;
    }

    /// Marks, the sound marks of kana in both widths, vowels and finals of Hangul in both widths.
    private static boolean joins(int point) {
      return isMark(point)
          || point == 0xff9e
          || point == 0xff9f
          || (point >= 0x1160 && point <= 0x11ff)
          || (point >= 0xffa0 && point <= 0xffdc);
    }
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80 || (c >= 'A' && c <= 'Z')) {
        return false;
      }
    }
    return true;
  }

  /// Halves of surrogate pairs are no text, and could not be encoded.
  private static String whole(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        int[] points =
            text.codePoints().map(point -> isSurrogate(point) ? REPLACEMENT : point).toArray();
        return new String(points, 0, points.length);
      }
    }
    return text;
  }

  private static boolean isSurrogate(int point) {
    return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
  }

  private static String lowered(String text) {
    StringBuilder lower = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      i += Character.charCount(point);
      int small = Character.toLowerCase(point);
      lower.appendCodePoint(small == FINAL_SIGMA ? SIGMA : small);
    }
    return lower.toString();
  }
}
