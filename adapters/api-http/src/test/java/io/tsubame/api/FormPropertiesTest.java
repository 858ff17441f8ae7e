package io.tsubame.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.common.MediaType;
import io.tsubame.testkit.properties.Gen;
import io.tsubame.testkit.properties.Property;
import io.tsubame.testkit.properties.Strings;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Rule H13 of `docs/spec/http.md`, for whatever may come.
final class FormPropertiesTest {
  private static final MediaType MULTIPART = MediaType.parse("multipart/form-data; boundary=XX");

  /// Bytes of which many mean something to a parser.
  private static final Gen<List<Integer>> BYTES =
      Gen.lists(
          Gen.oneOf(
              Gen.ints(0, 255),
              Gen.elements(
                  (int) '%', (int) '&', (int) '=', (int) '+', (int) '-', (int) 'X', 13, 10)),
          0,
          60);

  @Test
  @DisplayName("[H13] any texts that a client encodes are read the same")
  void roundTrip() {
    Property.check(
        "form round trip",
        500,
        Gen.lists(Strings.unicode(0, 20), 0, 10),
        texts -> {
          String form =
              texts.stream()
                  .map(text -> "a=" + URLEncoder.encode(text, StandardCharsets.UTF_8))
                  .collect(Collectors.joining("&"));
          assertThat(Parameters.ofForm(form.getBytes(StandardCharsets.US_ASCII)).list("a"))
              .isEqualTo(texts);
        });
  }

  @Test
  @DisplayName("[H13] any bytes are a form or refused, never a fault")
  void anyBytes() {
    Property.check("form of any bytes", 3_000, BYTES, bytes -> parse(null, bytes));
  }

  @Test
  @DisplayName("[H13] any bytes are a multipart form or refused, never a fault")
  void anyMultipart() {
    Property.check("multipart of any bytes", 1_000, BYTES, bytes -> parse(MULTIPART, bytes));
  }

  private static void parse(MediaType type, List<Integer> values) {
    byte[] bytes = new byte[values.size()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = values.get(i).byteValue();
    }
    try {
      assertThat(Forms.parse(type, bytes).size()).isNotNegative();
    } catch (Refusal refusal) {
      assertThat(refusal.error().status()).isEqualTo(400);
    }
  }
}
