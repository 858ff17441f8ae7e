package io.tsubame.application.cluster;

import java.util.Set;
import java.util.TreeSet;

/// The shards for which a node stands: they may be placed on it, and no others.
///
/// @param version greater after each change; of one incarnation of a node
record Candidacy(long version, Set<Integer> shards) {
  /// Of a node that has just come, and of one of which nothing is known.
  static final Candidacy NONE = new Candidacy(0, Set.of());

  Candidacy {
    shards = Set.copyOf(shards);
  }

  Candidacy with(Set<Integer> more) {
    Set<Integer> all = new TreeSet<>(shards);
    all.addAll(more);
    return new Candidacy(version + 1, all);
  }

  Candidacy without(Set<Integer> some) {
    Set<Integer> rest = new TreeSet<>(shards);
    rest.removeAll(some);
    return new Candidacy(version + 1, rest);
  }
}
