package io.tsubame.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class BlobKeyTest {
  private static final String RANDOM = "0123456789abcdef0123456789abcdef";

  @Test
  @DisplayName("a portrait lies at no day, and an avatar names it")
  void portrait() {
    BlobKey key = BlobKey.ofPortrait(RANDOM);
    assertThat(key.day()).isEqualTo(BlobKey.PORTRAITS);
    assertThat(key.name()).isEqualTo(RANDOM);
    assertThat(BlobKey.portrait(key.value())).contains(key);
  }

  @Test
  @DisplayName("no other avatar names bytes, least of all those of files")
  void drawn() {
    for (String avatar :
        new String[] {
          "", "3", "00000000", "00000000/", "00000000/../20260401", "20260401/" + RANDOM
        }) {
      assertThat(BlobKey.portrait(avatar)).as(avatar).isEmpty();
    }
  }
}
