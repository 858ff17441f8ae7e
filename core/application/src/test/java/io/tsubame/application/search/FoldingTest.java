package io.tsubame.application.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsubame.testkit.properties.Property;
import io.tsubame.testkit.properties.Strings;
import java.text.Normalizer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FoldingTest {
  @ParameterizedTest
  @CsvSource({
    "ＡＵＲ, aur",
    "ｼﾝｶﾞﾎﾟｰﾙ, シンガポール",
    "か\u3099, が",
    "fu\u0308r, für",
    "ΚΑΛΗΣ, καλησ",
    "καλης, καλησ",
    "ﬁn…, fin...",
    "DZIĘKI, dzięki",
    "①, 1",
    "〜, 〜",
  })
  @DisplayName("[ST1] width, composition and case make no difference")
  void folds(String text, String folded) {
    assertThat(Folding.fold(text)).isEqualTo(folded);
  }

  @Test
  @DisplayName("[ST1] a normal form is its own, is NFKC, and has no half of a pair")
  void stable() {
    Property.check(
        "folding twice is folding once",
        3_000,
        Strings.withLoneSurrogates(0, 30),
        text -> {
          String folded = Folding.fold(text);
          assertThat(Folding.fold(folded)).isEqualTo(folded);
          assertThat(Normalizer.isNormalized(folded, Normalizer.Form.NFKC)).isTrue();
          assertThat(folded.codePoints()).noneMatch(point -> point >= 0xd800 && point <= 0xdfff);
        });
  }

  @Test
  @DisplayName("[SA1] each place of the normal form comes from a place of the text, in order")
  void mapped() {
    Property.check(
        "the map of a normal form",
        3_000,
        Strings.unicode(0, 30),
        text -> {
          Folding.Mapped mapped = Folding.Mapped.of(text);
          assertThat(mapped.folded()).isEqualTo(Folding.fold(text));
          assertThat(mapped.origin()).hasSize(mapped.folded().length() + 1).isSorted();
          assertThat(mapped.origin()[mapped.folded().length()]).isEqualTo(text.length());
        });
  }

  @Test
  @DisplayName("[ST3] a single letter is found only where it stands alone")
  void alone() {
    assertThat(SearchTerm.of("C").isIn(Folding.fold("plan C."))).isTrue();
    assertThat(SearchTerm.of("C").isIn(Folding.fold("C"))).isTrue();
    assertThat(SearchTerm.of("C").isIn(Folding.fold("abc cab"))).isFalse();
    assertThat(SearchTerm.of("C").isIn(Folding.fold("言語Cです"))).isTrue();
    assertThat(SearchTerm.of("鯖").isIn(Folding.fold("新鯖立て"))).isTrue();
    assertThat(SearchTerm.of("?").isIn(Folding.fold("why?so"))).isTrue();
  }
}
