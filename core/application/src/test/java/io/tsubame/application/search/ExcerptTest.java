package io.tsubame.application.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsubame.testkit.properties.Property;
import io.tsubame.testkit.properties.Strings;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class ExcerptTest {
  private static String marked(Excerpt excerpt) {
    StringBuilder shown = new StringBuilder(excerpt.text());
    for (Excerpt.Range range : excerpt.highlights().reversed()) {
      shown.insert(range.end(), ']').insert(range.start(), '[');
    }
    return (excerpt.cutBefore() ? "<" : "") + shown + (excerpt.cutAfter() ? ">" : "");
  }

  private static String excerpt(String text, int length, String... terms) {
    return marked(Excerpt.of(text, List.of(terms).stream().map(SearchTerm::of).toList(), length));
  }

  @Test
  @DisplayName("[SA1] what was found is marked as it was written")
  void marks() {
    assertThat(excerpt("Use ＡＲＣＨ or arch", 40, "arch")).isEqualTo("Use [ＡＲＣＨ] or [arch]");
    assertThat(excerpt("ﾊﾟｿｺﾝを買う", 40, "パソ")).isEqualTo("[ﾊﾟｿ]ｺﾝを買う");
    assertThat(excerpt("cafe\u0301s", 40, "fé")).isEqualTo("ca[fe\u0301]s");
    assertThat(excerpt("wait…", 40, "..")).isEqualTo("wait[…]");
    assertThat(excerpt("aaaa", 40, "aa")).isEqualTo("[aaaa]");
    assertThat(excerpt("ab cd", 40, "ab", "cd")).isEqualTo("[ab] [cd]");
    assertThat(excerpt("nothing", 40)).isEqualTo("nothing");
  }

  @Test
  @DisplayName("[SA1] a long text is cut around the first place, never within a sign")
  void cuts() {
    assertThat(excerpt("0123456789needle0123456789", 16, "needle"))
        .isEqualTo("<6789[needle]012345>");
    assertThat(excerpt("👍".repeat(9) + "x!", 4, "!")).isEqualTo("<x[!]");
  }

  @Test
  @DisplayName("[SA1] whatever the text, the marks are in it and in order")
  void bounds() {
    Property.check(
        "excerpts",
        2_000,
        choices ->
            List.of(choices.draw(Strings.unicode(0, 40)), choices.draw(Strings.unicode(1, 2))),
        pair -> {
          String text = pair.getFirst();
          Excerpt excerpt = Excerpt.of(text, List.of(SearchTerm.of(pair.getLast())), 20);
          int end = 0;
          for (Excerpt.Range range : excerpt.highlights()) {
            assertThat(range.start()).isGreaterThanOrEqualTo(end);
            assertThat(range.end()).isGreaterThan(range.start());
            end = range.end();
          }
          assertThat(end).isLessThanOrEqualTo(excerpt.text().length());
          assertThat(text).contains(excerpt.text());
        });
  }
}
