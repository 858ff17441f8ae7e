package io.tsubame.domain.notation;

import io.tsubame.domain.notation.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/// Finds out which tags belong together, and leaves out those that have no partner: they are text.
///
/// An end tag ends the innermost open box of its kind; boxes that were opened within it and are
/// still open are text. A tag that would open a box within [#DEPTH] others is text, too, which
/// bounds every walk through the nodes.
final class Pairing {
  static final int DEPTH = 16;

  private final List<Token> tokens;
  private final boolean[] paired;
  private final int[] open = new int[DEPTH];
  private int depth;

  private Pairing(List<Token> tokens) {
    this.tokens = tokens;
    this.paired = new boolean[tokens.size()];
  }

  /// The tags of the text that count, properly nested.
  static List<Token> tokens(String text) {
    List<Token> tokens = Tokenizer.tokens(text);
    return tokens.isEmpty() ? tokens : new Pairing(tokens).pairedOnly();
  }

  private List<Token> pairedOnly() {
    for (int i = 0; i < tokens.size(); i++) {
      switch (tokens.get(i)) {
        case Token.Leaf _ -> paired[i] = true;
        case Token.Open _ -> open(i);
        case Token.Close close -> close(i, close.kind());
      }
    }
    List<Token> result = new ArrayList<>(tokens.size());
    for (int i = 0; i < tokens.size(); i++) {
      if (paired[i]) {
        result.add(tokens.get(i));
      }
    }
    return result;
  }

  private void open(int index) {
    if (depth < DEPTH) {
      open[depth] = index;
      depth++;
    }
  }

  private void close(int index, Kind kind) {
    int level = depth - 1;
    while (level >= 0 && !isOpen(level, kind)) {
      level--;
    }
    if (level >= 0) {
      paired[open[level]] = true;
      paired[index] = true;
      depth = level;
    }
  }

  private boolean isOpen(int level, Kind kind) {
    return tokens.get(open[level]) instanceof Token.Open(var opened, _, _, _) && opened == kind;
  }
}
