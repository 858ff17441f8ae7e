package io.tsubame.imports.slack;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Makes exports, whole ones and spoilt ones. Never changes itself.
final class ExportZip {
  private final Map<String, byte[]> files;

  ExportZip() {
    this(Map.of());
  }

  private ExportZip(Map<String, byte[]> files) {
    this.files = files;
  }

  /// Two people and an empty channel in which both are.
  static ExportZip small() {
    return new ExportZip()
        .with(
            "users.json",
            """
            [{"id": "U1", "team_id": "T1", "name": "akira", "is_owner": true,
              "profile": {"real_name": "Akira Tanaka", "email": "akira@example.com"}},
             {"id": "U2", "team_id": "T1", "name": "mei", "profile": {"real_name": "Mei Ito"}}]
            """)
        .with(
            "channels.json",
            """
            [{"id": "C1", "name": "general", "creator": "U2", "members": ["U1", "U2"],
              "topic": {"value": "Everything"}, "purpose": {"value": "For &lt;all&gt;"}}]
            """);
  }

  ExportZip with(String name, String content) {
    return with(name, content.getBytes(StandardCharsets.UTF_8));
  }

  ExportZip with(String name, byte[] content) {
    Map<String, byte[]> more = new LinkedHashMap<>(files);
    more.put(name, content);
    return new ExportZip(more);
  }

  ExportZip without(String name) {
    Map<String, byte[]> fewer = new LinkedHashMap<>(files);
    fewer.remove(name);
    return new ExportZip(fewer);
  }

  /// Messages of the channel `general` on one day.
  ExportZip day(String day, String... messages) {
    return with("general/" + day + ".json", "[" + String.join(",\n", messages) + "]");
  }

  static String message(String user, String time, String text) {
    return "{\"type\": \"message\", \"user\": \"%s\", \"ts\": \"%s\", \"text\": \"%s\"}"
        .formatted(user, time, text);
  }

  Path in(Path folder) {
    return in(folder, UnaryOperator.identity());
  }

  /// @param spoil changes the zip's bytes
  Path in(Path folder, UnaryOperator<byte[]> spoil) {
    try {
      return Files.write(Files.createTempFile(folder, "export", ".zip"), spoil.apply(bytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] bytes() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue());
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  /// Replaces every occurrence of some bytes by as many others.
  static byte[] replaced(byte[] zip, String from, String to) {
    String all = new String(zip, StandardCharsets.ISO_8859_1);
    return all.replace(from, to).getBytes(StandardCharsets.ISO_8859_1);
  }
}
