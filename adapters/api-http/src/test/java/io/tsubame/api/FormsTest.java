package io.tsubame.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.linecorp.armeria.common.MediaType;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Rule H13 of `docs/spec/http.md`.
final class FormsTest {
  private static final MediaType FORM = MediaType.parse("application/x-www-form-urlencoded");

  @ParameterizedTest(name = "[H13] body={0} reads as {1}")
  @CsvSource({
    "a+b,a b",
    "a%20b,a b",
    "a%2Bb,a+b",
    "%E7%87%95,燕",
    "燕,燕",
    "%F0%9F%90%A6,🐦",
    "a%0Ab%3D%26,'a\nb=&'",
    "a=b=c,a=b=c",
    "'',''"
  })
  void values(String encoded, String expected) {
    assertThat(form("x=1&body=" + encoded).value("body")).isEqualTo(expected);
  }

  @Test
  @DisplayName("[H13] empty pairs are nothing, a name without a value has an empty one")
  void edges() {
    Parameters form = form("&&a&b=&&");
    assertThat(form.size()).isEqualTo(2);
    assertThat(form.value("a")).isEmpty();
    assertThat(form.value("b")).isEmpty();
    assertThat(form.value("c")).isNull();
    assertThat(form("").size()).isZero();
  }

  @Test
  @DisplayName("[H13] a name that is repeated is a list, and refused where one value is meant")
  void repeated() {
    Parameters form = form("to_ids=1&to_ids=2&body=x");
    assertThat(form.list("to_ids")).containsExactly("1", "2");
    assertThat(refused(() -> form.value("to_ids")).status()).isEqualTo(400);
  }

  @ParameterizedTest(name = "[H13] {0} is refused")
  @ValueSource(
      strings = {
        "body=%",
        "body=%4",
        "body=%zz",
        "body=%ff",
        "body=%c3%28",
        "%=1",
        "body=%ED%A0%80",
        "body=%ED%B0%A6x",
        "body=%ED%A0%BD%ED%B0%A6",
        "%ED%A0%80=1",
        "body=%C0%80"
      })
  void malformed(String text) {
    assertThat(refused(() -> form(text)).status()).isEqualTo(400);
  }

  @Test
  @DisplayName("[H13] bytes that are no UTF-8 are refused")
  void notUtf8() {
    byte[] latin1 = "body=é".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(refused(() -> Forms.parse(FORM, latin1)).code()).isEqualTo("invalid-encoding");
  }

  @Test
  @DisplayName("[H13] half a character is refused, whichever way it comes")
  void halfACharacter() {
    String half = "\u00ed\u00a0\u0080"; // what bytes of UTF-8 would be for U+D800
    MediaType multipart = MediaType.parse("multipart/form-data; boundary=XX");
    byte[] parts =
        (part("name=\"body\"", half) + "--XX--\r\n").getBytes(StandardCharsets.ISO_8859_1);
    assertThat(refused(() -> Forms.parse(multipart, parts)).code()).isEqualTo("invalid-encoding");
    byte[] form = ("body=" + half).getBytes(StandardCharsets.ISO_8859_1);
    assertThat(refused(() -> Forms.parse(FORM, form)).code()).isEqualTo("invalid-encoding");
  }

  @Test
  @DisplayName("[H13] too many fields are refused")
  void tooMany() {
    assertThat(refused(() -> form("a=&".repeat(25_001))).status()).isEqualTo(400);
  }

  @ParameterizedTest(name = "[H13] the type {0} is read as a form")
  @ValueSource(
      strings = {
        "application/x-www-form-urlencoded",
        "application/x-www-form-urlencoded; charset=UTF-8",
        "application/x-www-form-urlencoded;charset=utf-8",
        "APPLICATION/X-WWW-FORM-URLENCODED"
      })
  void types(String type) {
    assertThat(Forms.parse(MediaType.parse(type), bytes("body=x")).value("body")).isEqualTo("x");
    assertThat(Forms.parse(null, bytes("body=x")).value("body")).isEqualTo("x");
  }

  @ParameterizedTest(name = "[H13] the type {0} answers 415")
  @ValueSource(
      strings = {
        "application/json",
        "text/plain",
        "application/x-www-form-urlencoded; charset=Shift_JIS"
      })
  void otherTypes(String type) {
    assertThat(refused(() -> Forms.parse(MediaType.parse(type), bytes("body=x"))).status())
        .isEqualTo(415);
  }

  @Test
  @DisplayName("[H13] multipart forms are read, without their files")
  void multipart() {
    MediaType type = MediaType.parse("multipart/form-data; boundary=XX");
    String body =
        part("name=\"body\"", "燕 & 'a+b'")
            + part("name=\"file\"; filename=\"a.txt\"", "ignored")
            + part("name=\"self_unread\"", "1")
            + "--XX--\r\n";
    Parameters form = Forms.parse(type, bytes(body));
    assertThat(form.value("body")).isEqualTo("燕 & 'a+b'");
    assertThat(form.value("self_unread")).isEqualTo("1");
    assertThat(form.size()).isEqualTo(2);
  }

  @ParameterizedTest(name = "[H13] the multipart body {0} is refused")
  @ValueSource(strings = {"nonsense", "--XX", "--XX\r\nno header", "--XX\r\n\r\nbody\r\n--XX"})
  void brokenMultipart(String body) {
    MediaType type = MediaType.parse("multipart/form-data; boundary=XX");
    assertThat(refused(() -> Forms.parse(type, bytes(body))).status()).isEqualTo(400);
    MediaType nameless = MediaType.parse("multipart/form-data");
    assertThat(refused(() -> Forms.parse(nameless, bytes(body))).status()).isEqualTo(400);
  }

  @Test
  @DisplayName("[H13] what is written as a form is read the same")
  void roundTrip() {
    for (String text : List.of("a b+c%d", "燕\n\t\u0000", "&=;#?/", "🐦🏽")) {
      String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8);
      assertThat(form("body=" + encoded).value("body")).isEqualTo(text);
    }
  }

  private static String part(String disposition, String content) {
    return "--XX\r\ncontent-disposition: form-data; " + disposition + "\r\n\r\n" + content + "\r\n";
  }

  private static Parameters form(String text) {
    return Forms.parse(FORM, bytes(text));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static ApiError refused(ThrowingCallable call) {
    return assertThatExceptionOfType(Refusal.class).isThrownBy(call).actual().error();
  }
}
