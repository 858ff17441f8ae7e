package io.tsubame.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsubame.application.blob.Presentation;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What files are, whatever they are called: rules FL2 and FL40.
final class ContentTypesTest {
  private static final TikaContentTypes TYPES = new TikaContentTypes();

  @ParameterizedTest(name = "{1} with {0}")
  @DisplayName("[FL2] the first bytes say what a file is, not its name")
  @CsvSource({
    "89504e470d0a1a0a0000000d49484452, page.html, image/png",
    "ffd8ffe000104a46494600, virus.exe, image/jpeg",
    "474946383961, a.js, image/gif",
    "52494646000000005745425056503820, a.txt, image/webp",
    "255044462d312e37, picture.png, application/pdf",
    "504b0304140000000000, picture.png, application/zip",
    "4d5a90000300000004000000ffff0000, picture.jpg, application/x-msdownload",
    "7f454c460201010000, movie.mp4, application/x-elf",
    "e38182e38184, memo.txt, text/plain",
    "68656c6c6f, 'notes', text/plain",
    "00010203fffefd, x, application/octet-stream",
  })
  void types(String hex, String name, String expected) {
    assertThat(TYPES.of(HexFormat.of().parseHex(hex), name)).isEqualTo(expected);
  }

  @ParameterizedTest
  @DisplayName("[FL40] whatever could act in a browser is never shown as what it is")
  @ValueSource(
      strings = {
        "<!doctype html><script>alert(1)</script>",
        "<html><body onload=alert(1)>",
        "  \n<script>alert(1)</script>",
        "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        "<?xml version='1.0'?><?xml-stylesheet href='x.xsl' type='text/xsl'?><a/>",
        "<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><script/></html>",
        "GIF89a/*<svg/onload=alert(1)>*/=alert(1)//",
        "%PDF-1.4 <html><script>alert(1)</script>",
        "alert(1)",
        "From: a\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n<script>",
        "#!/bin/sh\nrm -rf /",
        "{\"a\":1}",
      })
  void active(String content) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    for (String name :
        new String[] {"a.png", "a.html", "a.svg", "a.xhtml", "a.js", "a.pdf", "a.mht", "a", "a."}) {
      Presentation shown = Presentation.shown(name, TYPES.of(bytes, name));
      boolean inert =
          shown.contentType().equals("application/octet-stream")
              || shown.contentType().startsWith("image/")
              || shown.contentType().startsWith("text/plain");
      assertThat(inert).as(name + " " + shown.contentType()).isTrue();
      assertThat(shown.contentType()).doesNotContain("svg");
    }
  }

  @Test
  @DisplayName("[FL2] odd bytes and odd names are nothing special")
  void odd() {
    byte[] zeros = new byte[64 * 1024];
    assertThat(TYPES.of(new byte[0], "a.html")).isNotEmpty();
    assertThat(TYPES.of(zeros, "x".repeat(100_000))).isEqualTo("application/octet-stream");
    Arrays.fill(zeros, (byte) '<');
    for (String name :
        new String[] {"", ".", "..", "a/b#c?d", "\u202egpj.exe", "%00.png", "\ud800"}) {
      assertThat(TYPES.of(zeros, name)).contains("/");
    }
  }
}
