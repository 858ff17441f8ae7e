package io.tsubame.application.search;

/// One word or phrase of a query, in normal form and not empty.
///
/// A single letter or digit of a narrow script is found only where it stands alone, because as a
/// part it would be everywhere; everything else is found wherever it is a part of the text.
public record SearchTerm(String text) {
  public SearchTerm {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("an empty term");
    }
  }

  public static SearchTerm of(String text) {
    return new SearchTerm(Folding.fold(text));
  }

  /// Whether it is found only where it stands alone.
  public boolean standsAlone() {
    int point = text.codePointAt(0);
    return text.length() == Character.charCount(point) && Folding.isNarrowWordPart(point);
  }

  /// Whether the text, in normal form, has it.
  public boolean isIn(String folded) {
    return indexIn(folded, 0) >= 0;
  }

  /// Where the text, in normal form, has it at `from` or later; -1 for nowhere.
  public int indexIn(String folded, int from) {
    int found = folded.indexOf(text, from);
    if (!standsAlone()) {
      return found;
    }
    while (found >= 0 && !isAlone(folded, found)) {
      found = folded.indexOf(text, found + 1);
    }
    return found;
  }

  private boolean isAlone(String folded, int start) {
    int end = start + text.length();
    return (start == 0 || !Folding.isNarrowWordPart(folded.codePointBefore(start)))
        && (end == folded.length() || !Folding.isNarrowWordPart(folded.codePointAt(end)));
  }
}
