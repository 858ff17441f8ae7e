package io.tsubame.domain.notation;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

/// Rules NT1 and NT5 for texts that a fuzzer finds. In a usual build the inputs kept in
/// `src/test/resources` are run as plain tests; `bin/fuzz` searches for more and adds crashers
/// there.
class NotationFuzzTest {
  @FuzzTest(maxDuration = "30s")
  void readsEveryText(FuzzedDataProvider input) {
    String text = input.consumeRemainingAsString();
    assertThat(NotationTest.source(Notation.parse(text))).isEqualTo(text);
    assertThat(Notation.mentions(text)).isNotNull();
    assertThat(Notation.plainText(text, 100).length()).isLessThanOrEqualTo(200);
  }
}
