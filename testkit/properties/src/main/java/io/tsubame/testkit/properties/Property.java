package io.tsubame.testkit.properties;

import java.util.function.Predicate;

/// Checks that something holds for many generated values, and shows the simplest that fails.
///
/// The values are the same in every run. `-Dtsubame.seed=N` takes others; the seed that a failure
/// prints repeats that failure as the first case.
public final class Property {
  private static final String SEED = "tsubame.seed";

  private Property() {}

  /// What must pass without an exception for every value.
  @FunctionalInterface
  public interface Check<T> {
    void accept(T value) throws Exception;
  }

  /// Asserts, by an assertion in the check, what holds for all values of the generator.
  ///
  /// @throws AssertionError with the simplest value that fails, its cause and the seed
  public static <T> void check(String name, int cases, Gen<T> gen, Check<? super T> check) {
    Long given = Long.getLong(SEED);
    long seed = given == null ? name.hashCode() : given;
    for (int i = 0; i < cases; i++) {
      Attempt<T> attempt = Attempt.of(Choices.random(seed + i), gen, check);
      if (attempt.failed()) {
        throw failure(name, i, seed + i, new Shrinking<>(gen, check, attempt).simplest());
      }
    }
  }

  /// Asserts a condition that all values of the generator fulfil.
  ///
  /// @throws AssertionError with the simplest value that does not, and the seed
  public static <T> void holds(String name, int cases, Gen<T> gen, Predicate<? super T> condition) {
    check(
        name,
        cases,
        gen,
        value -> {
          if (!condition.test(value)) {
            throw new AssertionError("the condition is false");
          }
        });
  }

  private static <T> AssertionError failure(
      String name, int index, long seed, Attempt<T> simplest) {
    return new AssertionError(
        "%s: fails for %s (case %d; repeat with -D%s=%d): %s"
            .formatted(name, simplest.value(), index, SEED, seed, simplest.failure()),
        simplest.failure());
  }
}
