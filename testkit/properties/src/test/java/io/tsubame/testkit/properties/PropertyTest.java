package io.tsubame.testkit.properties;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PropertyTest {
  private record Point(int x, List<Integer> tags) {}

  private static final Gen<Integer> NUMBERS = Gen.ints(-1_000_000, 1_000_000);
  private static final Gen<Point> POINTS =
      choices -> new Point(choices.draw(NUMBERS), choices.draw(Gen.lists(NUMBERS, 0, 20)));

  @AfterEach
  void forgetSeed() {
    System.clearProperty("tsubame.seed");
  }

  @Test
  void aTruePropertyIsCheckedAsOftenAsAsked() {
    AtomicInteger calls = new AtomicInteger();
    Property.check("counted", 123, NUMBERS, _ -> calls.incrementAndGet());
    assertThat(calls).hasValue(123);
  }

  @Test
  void numbersShrinkToTheBoundary() {
    assertThatThrownBy(() -> Property.holds("below 4711", 500, NUMBERS, n -> n < 4711))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("fails for 4711 ");
    assertThatThrownBy(() -> Property.holds("above -4711", 500, NUMBERS, n -> n > -4711))
        .hasMessageContaining("fails for -4711 ");
  }

  @Test
  void listsShrinkToTheElementsThatMatter() {
    Gen<List<Integer>> lists = Gen.lists(NUMBERS, 0, 50);
    assertThatThrownBy(() ->
            Property.holds(
                "at most one above 100",
                500,
                lists,
                list -> list.stream().filter(n -> n > 100).count() < 2))
        .hasMessageContaining("fails for [101, 101] ");
  }

  @Test
  void recordsShrinkInAllTheirParts() {
    assertThatThrownBy(() ->
            Property.holds(
                "small or few tags",
                1_000,
                POINTS,
                point -> point.x() < 10 || point.tags().size() < 2))
        .hasMessageContaining("fails for Point[x=10, tags=[0, 0]] ");
  }

  @Test
  void thePrintedSeedRepeatsTheFailureAsTheFirstCase() {
    AssertionError first = failure();
    String seed = first.getMessage().replaceAll("(?s).*-Dtsubame\\.seed=(-?\\d+).*", "$1");
    System.setProperty("tsubame.seed", seed);
    AssertionError again = failure();
    assertThat(again.getMessage()).contains("(case 0; repeat with -Dtsubame.seed=" + seed + ")");
    assertThat(again.getMessage().replace("case 0", "case N"))
        .isEqualTo(first.getMessage().replaceAll("case \\d+", "case N"));
  }

  private static AssertionError failure() {
    return catchThrowableOfType(
        AssertionError.class,
        () ->
            Property.holds("rarely false", 10_000, POINTS, p -> Math.abs(p.x() - 500_000) > 5_000));
  }

  @Test
  void theCauseIsWhatTheCheckThrew() {
    assertThatThrownBy(() ->
            Property.check(
                "throws",
                10,
                NUMBERS,
                _ -> {
                  throw new java.io.IOException("on purpose");
                }))
        .hasRootCauseMessage("on purpose");
  }

  @Test
  void everyRunTakesTheSameValues() {
    List<Point> one = new ArrayList<>();
    List<Point> other = new ArrayList<>();
    Property.check("same", 50, POINTS, one::add);
    Property.check("same", 50, POINTS, other::add);
    assertThat(one).isEqualTo(other).doesNotHaveDuplicates();
  }

  @Test
  void aConditionThatNothingFulfilsIsABugOfTheTest() {
    assertThatThrownBy(() -> Property.check("none", 1, NUMBERS.filter(_ -> false), _ -> {}))
        .isInstanceOf(IllegalStateException.class);
  }
}
