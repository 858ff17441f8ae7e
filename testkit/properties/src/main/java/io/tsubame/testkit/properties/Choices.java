package io.tsubame.testkit.properties;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// The numbers from which generators make one value: random at first, and recorded, so that a
/// shorter or smaller recording makes a simpler value. Behind the end of a recording all are 0.
public final class Choices {
  /// More than this for one value is a generator that does not end.
  private static final int MAXIMUM = 1_000_000;

  private final List<Long> prescribed;
  private final SplittableRandom random;
  private final boolean replaying;
  private final List<Long> taken = new ArrayList<>();

  private Choices(List<Long> prescribed, long seed, boolean replaying) {
    this.prescribed = prescribed;
    this.random = new SplittableRandom(seed);
    this.replaying = replaying;
  }

  static Choices random(long seed) {
    return new Choices(List.of(), seed, false);
  }

  static Choices replay(List<Long> recording) {
    return new Choices(recording, 0, true);
  }

  /// A number from 0 to `bound - 1`. Make 0 the simplest case, since shrinking goes there.
  ///
  /// @param favourites numbers that come more often than by chance
  public long below(long bound, long... favourites) {
    if (taken.size() == MAXIMUM) {
      throw new IllegalStateException("one value took more than " + MAXIMUM + " choices");
    }
    long choice = replaying ? Math.min(prescribedNext(), bound - 1) : fresh(bound, favourites);
    taken.add(choice);
    return choice;
  }

  public int below(int bound) {
    return (int) below((long) bound);
  }

  /// True in one of `n` cases.
  public boolean oneIn(int n) {
    return below(n) == n - 1;
  }

  public <T> T draw(Gen<T> gen) {
    return gen.generate(this);
  }

  List<Long> taken() {
    return List.copyOf(taken);
  }

  private long fresh(long bound, long[] favourites) {
    return favourites.length > 0 && random.nextInt(10) == 0
        ? favourites[random.nextInt(favourites.length)]
        : random.nextLong(bound);
  }

  private long prescribedNext() {
    return taken.size() < prescribed.size() ? prescribed.get(taken.size()) : 0;
  }
}
