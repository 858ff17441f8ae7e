package io.tsubame.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsubame.bench.GuardBench.Ratio;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuardBenchTest {
  @ParameterizedTest(name = "{0} % against 30, 31, 32 %: loss {1}")
  @DisplayName("a loss is more than a tenth, and more than both spreads")
  @CsvSource({"31, false", "28.0, false", "27.8, true", "20, true", "40, false"})
  void loss(double now, boolean expected) {
    Ratio before = new Ratio(List.of(32.0, 30.0, 31.0));
    assertThat(new Ratio(List.of(now, now, now)).isLossSince(before)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}, {1}, {2} % against 30, 31, 32 %: loss {3}")
  @DisplayName("rounds far apart tell less")
  @CsvSource({"25, 25.5, 27, true", "22, 25, 29, false"})
  void noise(double low, double middle, double high, boolean expected) {
    Ratio before = new Ratio(List.of(30.0, 31.0, 32.0));
    assertThat(new Ratio(List.of(high, low, middle)).isLossSince(before)).isEqualTo(expected);
  }
}
