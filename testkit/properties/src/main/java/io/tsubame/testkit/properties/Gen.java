package io.tsubame.testkit.properties;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/// Makes values for property tests. Generators are combined by a lambda, and the values of any
/// combination shrink by themselves:
///
/// ```java
/// Gen<Member> members = choices -> new Member(choices.draw(accounts), choices.draw(roles));
/// ```
@FunctionalInterface
public interface Gen<T> {
  T generate(Choices choices);

  default <R> Gen<R> map(Function<? super T, ? extends R> change) {
    return choices -> change.apply(generate(choices));
  }

  /// The values that fulfil the condition, which must not be rare.
  ///
  /// @throws IllegalStateException after 100 values that do not
  default Gen<T> filter(Predicate<? super T> condition) {
    return choices -> {
      for (int attempt = 0; attempt < 100; attempt++) {
        T value = generate(choices);
        if (condition.test(value)) {
          return value;
        }
      }
      throw new IllegalStateException("the condition of a filtered generator is too rare");
    };
  }

  static <T> Gen<T> constant(T value) {
    return _ -> value;
  }

  static Gen<Boolean> booleans() {
    return choices -> choices.below(2) == 1;
  }

  /// From `minimum` to `maximum`, both included, with the extremes more often than by chance.
  /// Shrinks to the one that is nearest to 0.
  static Gen<Integer> ints(int minimum, int maximum) {
    return longs(minimum, maximum).map(Long::intValue);
  }

  /// Like [#ints]; the two bounds must be less than 2^63 apart.
  static Gen<Long> longs(long minimum, long maximum) {
    long origin = Math.clamp(0L, minimum, maximum);
    long above = maximum - origin;
    long count = Math.addExact(Math.subtractExact(maximum, minimum), 1);
    return choices -> {
      long choice = choices.below(count, above, count - 1, 0);
      return choice <= above ? origin + choice : origin - (choice - above);
    };
  }

  /// One of the values; the first is the simplest.
  @SafeVarargs
  @SuppressWarnings("varargs") // List.of copies and keeps no reference
  static <T> Gen<T> elements(T... values) {
    List<T> all = List.of(values);
    return choices -> all.get(choices.below(all.size()));
  }

  /// A value of one of the generators; the first is the simplest.
  @SafeVarargs
  @SuppressWarnings("varargs") // List.of copies and keeps no reference
  static <T> Gen<T> oneOf(Gen<? extends T>... gens) {
    List<Gen<? extends T>> all = List.of(gens);
    return choices -> all.get(choices.below(all.size())).generate(choices);
  }

  /// Lists of `minimum` to `maximum` elements.
  static <T> Gen<List<T>> lists(Gen<T> elements, int minimum, int maximum) {
    return choices -> {
      List<T> list = new ArrayList<>();
      int mean = Math.max(1, (maximum - minimum) / 2);
      // One choice before each element, so that cutting out both removes just this element.
      while (list.size() < maximum && (list.size() < minimum || choices.below(mean + 1) != 0)) {
        list.add(elements.generate(choices));
      }
      return List.copyOf(list);
    };
  }
}
