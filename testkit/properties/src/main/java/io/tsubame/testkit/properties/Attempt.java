package io.tsubame.testkit.properties;

import io.tsubame.testkit.properties.Property.Check;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One value, the choices that made it, and what the check said.
///
/// @param failure null where the check passed
record Attempt<T>(List<Long> choices, T value, @Nullable Throwable failure) {
  // Whatever the check throws is the finding, errors of the checked code included.
  static <T> Attempt<T> of(Choices choices, Gen<T> gen, Check<? super T> check) {
    T value = gen.generate(choices);
    try {
      check.accept(value);
      return new Attempt<>(choices.taken(), value, null);
    } catch (Exception | AssertionError | StackOverflowError e) {
      return new Attempt<>(choices.taken(), value, e);
    }
  }

  boolean failed() {
    return failure != null;
  }

  /// Whether it took fewer choices, or as many and the first that differs is smaller.
  boolean isSimplerThan(Attempt<T> other) {
    if (choices.size() != other.choices.size()) {
      return choices.size() < other.choices.size();
    }
    for (int i = 0; i < choices.size(); i++) {
      int order = Long.compare(choices.get(i), other.choices.get(i));
      if (order != 0) {
        return order < 0;
      }
    }
    return false;
  }
}
