package io.tsubame.search.text;

import io.tsubame.application.search.Folding;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The pieces into which texts are cut, by code points. At each place of a text begins one: of
/// three signs where all three are narrow (see [Folding#isNarrow]), else of two; at the end of the
/// text of what is left. Scripts of few signs need the third to tell anything; scripts of many
/// would have too many pieces of three.
public final class Grams {
  private Grams() {}

  /// The number of code points of the piece that begins at a place.
  public static int length(int[] points, int at) {
    int left = points.length - at;
    if (left > 2
        && Folding.isNarrow(points[at])
        && Folding.isNarrow(points[at + 1])
        && Folding.isNarrow(points[at + 2])) {
      return 3;
    }
    return Math.min(left, 2);
  }

  /// Each of a text's pieces once.
  public static Set<String> of(String text) {
    int[] points = text.codePoints().toArray();
    Set<String> pieces = new LinkedHashSet<>();
    for (int at = 0; at < points.length; at++) {
      pieces.add(new String(points, at, length(points, at)));
    }
    return pieces;
  }

  /// What pieces a text must have to contain a term.
  ///
  /// @param pieces all of these
  /// @param prefix also one that begins so, null where that is not needed
  /// @param exact whether every text with these pieces contains the term
  public record Demand(List<String> pieces, @Nullable String prefix, boolean exact) {
    public Demand {
      pieces = List.copyOf(pieces);
    }
  }

  public static Demand demand(String term) {
    int[] points = term.codePoints().toArray();
    if (points.length == 1) {
      return new Demand(List.of(), term, true);
    }
    Set<String> pieces = new LinkedHashSet<>();
    for (int at = 0; at < points.length - 1; at++) {
      boolean open = at == points.length - 2 && isNarrowPair(points, at);
      if (!open) {
        pieces.add(new String(points, at, length(points, at)));
      }
    }
    boolean openPair = points.length == 2 && pieces.isEmpty();
    boolean exact = points.length == 2 || (points.length == 3 && length(points, 0) == 3);
    return new Demand(new ArrayList<>(pieces), openPair ? term : null, exact);
  }

  /// A narrow pair at the end of a term may be followed by anything in a text, so its piece there
  /// is not known.
  private static boolean isNarrowPair(int[] points, int at) {
    return Folding.isNarrow(points[at]) && Folding.isNarrow(points[at + 1]);
  }
}
