package io.tsubame.inspection;

import io.tsubame.domain.room.FileExamination;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The beginnings of texts, in whatever of the usual encodings they are.
final class Texts {
  private static final int BYTES = 48 * 1024;
  private static final int CHARACTERS = FileExamination.TEXT_LENGTH;

  /// Tried in this order: each refuses most of what is written in another. The first has seven bits
  /// and escape sequences, which UTF-8 would take for its own.
  private static final List<Charset> ENCODINGS =
      List.of(
          Charset.forName("ISO-2022-JP"),
          StandardCharsets.UTF_8,
          Charset.forName("EUC-JP"),
          Charset.forName("windows-31j"));

  private Texts() {}

  static String beginning(Path file) throws IOException {
    byte[] head;
    try (InputStream in = Files.newInputStream(file)) {
      head = in.readNBytes(BYTES);
    }
    return cut(decoded(head).replace("\u0000", ""));
  }

  /// No longer than what is kept of a text.
  static String cut(String text) {
    int end = Math.min(text.length(), CHARACTERS);
    if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end);
  }

  private static String decoded(byte[] head) {
    if (startsWith(head, 0xff, 0xfe)) {
      return new String(head, 2, head.length - 2, StandardCharsets.UTF_16LE);
    }
    if (startsWith(head, 0xfe, 0xff)) {
      return new String(head, 2, head.length - 2, StandardCharsets.UTF_16BE);
    }
    int start = startsWith(head, 0xef, 0xbb, 0xbf) ? 3 : 0;
    for (Charset encoding : ENCODINGS) {
      // The end may be in the middle of a character.
      for (int cut = 0; cut < 4 && start + cut < head.length; cut++) {
        try {
          return encoding
              .newDecoder()
              .decode(ByteBuffer.wrap(head, start, head.length - start - cut))
              .toString();
        } catch (CharacterCodingException _) {
          if (head.length < BYTES) {
            break;
          }
        }
      }
    }
    return new String(head, start, head.length - start, StandardCharsets.ISO_8859_1);
  }

  private static boolean startsWith(byte[] bytes, int... prefix) {
    if (bytes.length < prefix.length) {
      return false;
    }
    for (int i = 0; i < prefix.length; i++) {
      if ((bytes[i] & 0xff) != prefix[i]) {
        return false;
      }
    }
    return true;
  }
}
