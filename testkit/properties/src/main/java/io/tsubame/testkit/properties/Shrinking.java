package io.tsubame.testkit.properties;

import io.tsubame.testkit.properties.Property.Check;
import java.util.ArrayList;
import java.util.List;

/// The search for a simpler value that still fails: it cuts pieces out of the recorded choices, and
/// lowers single ones, until nothing helps any more. Bounded, since a check may be slow.
final class Shrinking<T> {
  private static final int MAXIMUM_ATTEMPTS = 5_000;

  private final Gen<T> gen;
  private final Check<? super T> check;
  private Attempt<T> best;
  private int attempts;

  Shrinking(Gen<T> gen, Check<? super T> check, Attempt<T> first) {
    this.gen = gen;
    this.check = check;
    this.best = first;
  }

  Attempt<T> simplest() {
    Attempt<T> before;
    do {
      before = best;
      // Big pieces by halves, then every small size, since one of them is that of an element.
      for (int length = best.choices().size(); length > 0; ) {
        cut(length);
        length = length > 8 ? length / 2 : length - 1;
      }
      lower();
    } while (best.isSimplerThan(before) && attempts < MAXIMUM_ATTEMPTS);
    return best;
  }

  private void cut(int length) {
    for (int from = best.choices().size() - length; from >= 0; from--) {
      if (from + length <= best.choices().size()) {
        List<Long> shorter = new ArrayList<>(best.choices());
        shorter.subList(from, from + length).clear();
        tryOut(shorter);
      }
    }
  }

  private void lower() {
    for (int i = 0; i < best.choices().size(); i++) {
      long low = 0;
      while (i < best.choices().size() && low < best.choices().get(i)) {
        long middle = low + (best.choices().get(i) - low) / 2;
        List<Long> smaller = new ArrayList<>(best.choices());
        smaller.set(i, middle);
        if (!tryOut(smaller)) {
          low = middle + 1;
        }
      }
    }
  }

  private boolean tryOut(List<Long> choices) {
    if (attempts++ >= MAXIMUM_ATTEMPTS) {
      return false;
    }
    Attempt<T> attempt;
    try {
      attempt = Attempt.of(Choices.replay(choices), gen, check);
    } catch (RuntimeException noSuchValue) {
      return false; // the generator can make nothing of these choices
    }
    if (!attempt.failed() || !attempt.isSimplerThan(best)) {
      return false;
    }
    best = attempt;
    return true;
  }
}
