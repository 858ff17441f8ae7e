package io.tsubame.application.search;

import java.util.ArrayList;
import java.util.List;

/// A part of a text around what was found in it.
///
/// @param text without notation
/// @param highlights in ascending order, without overlaps
/// @param cutBefore whether the text goes on before the part
/// @param cutAfter whether it goes on after
public record Excerpt(String text, List<Range> highlights, boolean cutBefore, boolean cutAfter) {
  public Excerpt {
    highlights = List.copyOf(highlights);
  }

  /// A part of the excerpt's text, in UTF-16 code units as browsers count them.
  public record Range(int start, int end) {}

  /// @param plain without notation
  /// @param length about how many code points to show
  static Excerpt of(String plain, List<SearchTerm> terms, int length) {
    List<Range> found = ranges(plain, terms);
    int first = found.isEmpty() ? 0 : found.getFirst().start();
    int start = back(plain, first, length / 4);
    int end = forth(plain, start, length);
    List<Range> shown =
        found.stream()
            .filter(range -> range.start() < end)
            .map(range -> new Range(range.start() - start, Math.min(range.end(), end) - start))
            .toList();
    return new Excerpt(plain.substring(start, end), shown, start > 0, end < plain.length());
  }

  /// Where the terms are in the text, joined where they touch.
  private static List<Range> ranges(String plain, List<SearchTerm> terms) {
    Folding.Mapped mapped = Folding.Mapped.of(plain);
    String folded = mapped.folded();
    boolean[] marked = new boolean[plain.length() + 1];
    for (SearchTerm term : terms) {
      for (int at = term.indexIn(folded, 0); at >= 0; at = term.indexIn(folded, at + 1)) {
        int end = mapped.originEnd(at + term.text().length());
        for (int i = mapped.origin()[at]; i < end; i++) {
          marked[i] = true;
        }
      }
    }
    List<Range> ranges = new ArrayList<>();
    int start = -1;
    for (int i = 0; i < marked.length; i++) {
      if (marked[i] && start < 0) {
        start = i;
      } else if (!marked[i] && start >= 0) {
        ranges.add(new Range(start, i));
        start = -1;
      }
    }
    return ranges;
  }

  private static int back(String text, int from, int points) {
    int at = from;
    for (int i = 0; i < points && at > 0; i++) {
      at -= Character.charCount(text.codePointBefore(at));
    }
    return at;
  }

  private static int forth(String text, int from, int points) {
    int at = from;
    for (int i = 0; i < points && at < text.length(); i++) {
      at += Character.charCount(text.codePointAt(at));
    }
    return at;
  }
}
