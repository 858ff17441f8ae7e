package io.tsubame.server.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// Finds what somebody meant who wrote something else.
final class Suggestion {
  private Suggestion() {}

  /// The nearest of the known words, where it is near: at most a third of its letters differ.
  static Optional<String> of(String written, Collection<String> known) {
    return known.stream()
        .filter(word -> Math.abs(word.length() - written.length()) <= word.length() / 3)
        .min(Comparator.comparingInt(word -> distance(written, word)))
        .filter(word -> distance(written, word) <= Math.max(2, word.length() / 3));
  }

  /// How many letters are to be added, removed or replaced.
  static int distance(String from, String to) {
    int[] above = new int[to.length() + 1];
    for (int column = 0; column <= to.length(); column++) {
      above[column] = column;
    }
    for (int row = 1; row <= from.length(); row++) {
      int[] current = new int[to.length() + 1];
      current[0] = row;
      for (int column = 1; column <= to.length(); column++) {
        int replaced = above[column - 1] + (from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1);
        current[column] = Math.min(replaced, 1 + Math.min(above[column], current[column - 1]));
      }
      above = current;
    }
    return above[to.length()];
  }
}
