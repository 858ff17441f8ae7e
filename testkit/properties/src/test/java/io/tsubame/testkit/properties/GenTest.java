package io.tsubame.testkit.properties;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GenTest {
  private static <T> Set<T> valuesOf(Gen<T> gen) {
    Set<T> values = new HashSet<>();
    Property.check("values", 2_000, gen, values::add);
    return values;
  }

  @Test
  void intsCoverTheWholeRangeAndItsEnds() {
    assertThat(valuesOf(Gen.ints(-2, 3))).containsExactlyInAnyOrder(-2, -1, 0, 1, 2, 3);
    assertThat(valuesOf(Gen.ints(Integer.MIN_VALUE, Integer.MAX_VALUE)))
        .contains(Integer.MIN_VALUE, Integer.MAX_VALUE);
    assertThat(valuesOf(Gen.ints(7, 7))).containsExactly(7);
    assertThat(valuesOf(Gen.ints(-9, -7))).containsExactlyInAnyOrder(-9, -8, -7);
  }

  @Test
  void listsKeepTheirBounds() {
    Set<Integer> sizes = new HashSet<>();
    for (List<Boolean> list : valuesOf(Gen.lists(Gen.booleans(), 2, 6))) {
      sizes.add(list.size());
    }
    assertThat(sizes).containsExactlyInAnyOrder(2, 3, 4, 5, 6);
  }

  @Test
  void choicesAmongGeneratorsTakeEach() {
    assertThat(valuesOf(Gen.oneOf(Gen.constant("a"), Gen.elements("b", "c"))))
        .containsExactlyInAnyOrder("a", "b", "c");
  }

  @Test
  void unicodeTextSurvivesEncoding() {
    Property.holds("valid", 2_000, Strings.unicode(0, 20), GenTest::survivesUtf8);
    Property.holds("valid", 2_000, Strings.japanese(1, 5), GenTest::survivesUtf8);
    assertThat(valuesOf(Strings.unicode(0, 20)))
        .anyMatch(text -> text.codePoints().anyMatch(Character::isSupplementaryCodePoint))
        .anyMatch(text -> text.codePoints().anyMatch(Character::isISOControl));
  }

  @Test
  void loneSurrogatesDoNotSurviveEncoding() {
    assertThat(valuesOf(Strings.withLoneSurrogates(1, 5))).anyMatch(text -> !survivesUtf8(text));
  }

  @Test
  void asciiIsPrintable() {
    assertThat(valuesOf(Strings.ascii(1, 1)))
        .hasSize(95)
        .allMatch(text -> text.charAt(0) >= ' ' && text.charAt(0) <= '~');
  }

  private static boolean survivesUtf8(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new String(bytes, StandardCharsets.UTF_8).equals(text);
  }
}
