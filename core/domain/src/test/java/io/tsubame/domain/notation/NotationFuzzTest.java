package io.tsubame.domain.notation;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

/// Rules NT1 and NT5 for texts that a fuzzer finds. Without `JAZZER_FUZZ=1` the inputs kept in
/// `src/test/resources` are run as plain tests; crashers are added there.
class NotationFuzzTest {
  @FuzzTest(maxDuration = "1m")
  void readsEveryText(FuzzedDataProvider input) {
    String text = input.consumeRemainingAsString();
    assertThat(NotationTest.source(Notation.parse(text))).isEqualTo(text);
    assertThat(Notation.mentions(text)).isNotNull();
    assertThat(Notation.plainText(text, 100).length()).isLessThanOrEqualTo(200);
  }
}
