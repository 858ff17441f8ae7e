package io.tsubame.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Rule FL2: what a file is, is said by its bytes.
final class TikaContentTypesTest {
  @ParameterizedTest
  @DisplayName("[FL2] the bytes decide, the name only between texts")
  @CsvSource({
    "'\u0089PNG\r\n\u001a\n', a.html, image/png",
    "'GIF89a<script>', a.html, image/gif",
    "'%PDF-1.7', picture.png, application/pdf",
    "'<html><script>', picture.png, text/html",
    "'<svg xmlns=\"http://www.w3.org/2000/svg\">', picture.png, image/svg+xml",
    "'hello', notes.txt, text/plain",
    "'a,b', table.csv, text/csv",
    "'PK\u0003\u0004', x.zip, application/zip",
  })
  void types(String head, String name, String expected) {
    assertThat(new TikaContentTypes().of(head.getBytes(StandardCharsets.ISO_8859_1), name))
        .isEqualTo(expected);
  }
}
