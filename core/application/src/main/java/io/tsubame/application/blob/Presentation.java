package io.tsubame.application.blob;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Set;

/// As what bytes are handed out: a type, and whether a browser may show them. What could act in a
/// browser is never shown, only saved.
///
/// @param fileName under which they are saved
public record Presentation(String fileName, String contentType, boolean inline) {
  /// What a browser shows without acting on it.
  private static final Set<String> SHOWN =
      Set.of(
          "image/png",
          "image/jpeg",
          "image/gif",
          "image/webp",
          "audio/mpeg",
          "audio/ogg",
          "audio/mp4",
          "video/mp4",
          "video/webm",
          "text/plain; charset=utf-8");

  private static final String UNKNOWN = "application/octet-stream";
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  public Presentation {
    if (inline && !SHOWN.contains(contentType)) {
      inline = false;
    }
    if (!SHOWN.contains(contentType)) {
      contentType = UNKNOWN;
    }
  }

  public static Presentation saved(String fileName, String contentType) {
    return new Presentation(fileName, contentType, false);
  }

  public static Presentation shown(String fileName, String contentType) {
    return new Presentation(fileName, contentType, true);
  }

  /// The header of that name, which no file name breaks: other letters than the plainest are
  /// percent-encoded, and stand as `_` for clients of old.
  public String contentDisposition() {
    String plain =
        fileName
            .codePoints()
            .collect(StringBuilder::new, Presentation::plain, StringBuilder::append)
            .toString();
    return (inline ? "inline" : "attachment")
        + "; filename=\""
        + plain
        + "\"; filename*=UTF-8''"
        + encoded(fileName);
  }

  private static void plain(StringBuilder out, int character) {
    boolean plain = isPlain(character) || character == ' ';
    out.append(plain ? (char) character : '_');
  }

  private static String encoded(String text) {
    StringBuilder out = new StringBuilder();
    for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
      if (isPlain(octet)) {
        out.append((char) octet);
      } else {
        out.append('%').append(HEX.toHexDigits(octet));
      }
    }
    return out.toString();
  }

  private static boolean isPlain(int character) {
    return (character >= 'a' && character <= 'z')
        || (character >= 'A' && character <= 'Z')
        || (character >= '0' && character <= '9')
        || character == '.'
        || character == '-'
        || character == '_';
  }
}
