package io.tsubame.api.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tsubame.api.stream.ClientMessage.Misunderstood;
import io.tsubame.testkit.properties.Gen;
import io.tsubame.testkit.properties.Property;
import io.tsubame.testkit.properties.Strings;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Rule LS19 of `docs/spec/live-stream.md`. No text of a client's frame is kept or told further.
final class ClientMessageTest {
  private static final String LONE = "\\ud800";

  @ParameterizedTest(name = "[LS19] {0} is not understood")
  @ValueSource(
      strings = {
        "{\"type\":\"" + LONE + "\"}",
        "{\"type\":\"ping" + LONE + "\"}",
        "{\"" + LONE + "\":\"ping\"}",
        "{\"type\":\"presence\",\"state\":\"active" + LONE + "\"}",
        "{\"type\":\"typing\",\"room_id\":\"" + LONE + "\"}",
        "{\"type\":\"typing\",\"room_id\":1e400}",
        "{\"type\":\"resume\",\"rooms\":[[1,\"" + LONE + "\"]]}"
      })
  void halvesOfCharacters(String frame) {
    assertThatExceptionOfType(Misunderstood.class)
        .isThrownBy(() -> ClientMessage.parse(frame))
        .withMessageNotContaining("\ud800");
  }

  @Test
  @DisplayName("[LS19] any text is understood or refused in words, and nothing else happens")
  void anyText() {
    Gen<String> text = Strings.withLoneSurrogates(0, 60);
    Property.check(
        "any frame",
        1_000,
        Gen.oneOf(text, text.map(word -> "{\"type\":\"" + word + "\",\"room_id\":1}")),
        ClientMessageTest::hear);
  }

  private static void hear(String frame) {
    try {
      assertThat(ClientMessage.parse(frame)).isNotNull();
    } catch (Misunderstood misunderstood) {
      assertThat(misunderstood).hasMessageMatching("[a-zA-Z ]+");
    }
  }
}
