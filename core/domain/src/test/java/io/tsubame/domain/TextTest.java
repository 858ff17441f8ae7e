package io.tsubame.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TextTest {
  @Test
  @DisplayName("[AC7] addresses that mail could reach are plausible")
  void plausible() {
    assertThat(
            new String[] {
              "a@b", "aoi.sato+chat@mail.tsubame.example", "葵@燕.example", "a@" + "d".repeat(252)
            })
        .allMatch(Text::isPlausibleEmail);
  }

  @Test
  @DisplayName("[AC7] all others are not")
  void implausible() {
    assertThat(
            new String[] {
              "",
              "@",
              "a@",
              "@b",
              "a@b@c",
              "a b@c",
              "a@b\n",
              "a@b　c",
              "a@.b",
              "a@b.",
              "a@b..c",
              "a\u0000@b",
              "a@" + "d".repeat(253)
            })
        .noneMatch(Text::isPlausibleEmail);
  }

  @Test
  @DisplayName("[AC6] lengths count code points, and a blank text is no name")
  void names() {
    assertThat(Text.length("𠮷燕a")).isEqualTo(3);
    assertThat(Text.isName("𠮷𠮷", 2)).isTrue();
    assertThat(Text.isName("𠮷𠮷𠮷", 2)).isFalse();
    assertThat(Text.isName(" 　\t", 9)).isFalse();
    assertThat(Text.isName("", 9)).isFalse();
  }
}
