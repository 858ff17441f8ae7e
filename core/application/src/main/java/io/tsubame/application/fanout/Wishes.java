package io.tsubame.application.fanout;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What changed of a set of numbers since the other side was told of it. Not for several threads.
final class Wishes {
  private final Set<Integer> added = new HashSet<>();
  private final Set<Integer> repeated = new HashSet<>();
  private final Set<Integer> removed = new HashSet<>();

  void add(int number) {
    if (!removed.remove(number)) {
      added.add(number);
    }
  }

  /// To be told once more, though the other side has it.
  void repeat(int number) {
    repeated.add(number);
  }

  void remove(int number) {
    repeated.remove(number);
    if (!added.remove(number)) {
      removed.add(number);
    }
  }

  boolean isEmpty() {
    return added.isEmpty() && repeated.isEmpty() && removed.isEmpty();
  }

  /// What there is to tell, which counts as told from now on.
  Follow.Change take() {
    List<Integer> more = new ArrayList<>(added);
    more.addAll(repeated);
    Follow.Change change = new Follow.Change(more, new ArrayList<>(removed));
    clear();
    return change;
  }

  void clear() {
    added.clear();
    repeated.clear();
    removed.clear();
  }
}
