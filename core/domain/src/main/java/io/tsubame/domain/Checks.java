package io.tsubame.domain;

/// Invariants that the constructors of values share.
final class Checks {
  private Checks() {}

  static void positive(String what, long value) {
    if (value <= 0) {
      throw new IllegalArgumentException(what + " must be positive, was " + value);
    }
  }
}
