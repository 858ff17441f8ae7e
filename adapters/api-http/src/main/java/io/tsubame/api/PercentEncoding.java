package io.tsubame.api;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// Percent-decoding that refuses what is not well-formed instead of guessing: a `%` without two
/// hexadecimal digits, and bytes that are no UTF-8.
final class PercentEncoding {
  /// What a plus sign stands for.
  enum Plus {
    SPACE,
    ITSELF
  }

  private PercentEncoding() {}

  /// @throws Refusal 400 where the text is not well-formed
  static String decode(String text, Plus plus) {
    if (isPlain(text, plus)) {
      return text;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return decode(bytes, 0, bytes.length, plus);
  }

  /// @throws Refusal 400 where the text is not well-formed
  static String decode(byte[] text, int from, int to, Plus plus) {
    byte[] decoded = new byte[to - from];
    int length = 0;
    int i = from;
    boolean ascii = true;
    while (i < to) {
      byte b = text[i++];
      if (b == '%') {
        if (i + 2 > to) {
          throw malformed();
        }
        b = (byte) (digit(text[i]) << 4 | digit(text[i + 1]));
        i += 2;
      } else if (b == '+' && plus == Plus.SPACE) {
        b = ' ';
      }
      ascii &= b >= 0;
      decoded[length++] = b;
    }
    return ascii
        ? new String(decoded, 0, length, StandardCharsets.ISO_8859_1)
        : utf8(decoded, 0, length);
  }

  /// @throws Refusal 400 where the bytes are no UTF-8
  static String utf8(byte[] bytes, int from, int length) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes, from, length))
          .toString();
    } catch (CharacterCodingException _) {
      throw new ApiError(400, "invalid-encoding", "The request is not valid UTF-8").refusal();
    }
  }

  private static boolean isPlain(String text, Plus plus) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%' || c > 0x7e || (c == '+' && plus == Plus.SPACE)) {
        return false;
      }
    }
    return true;
  }

  private static int digit(byte b) {
    int value = Character.digit(b, 16);
    if (value < 0) {
      throw malformed();
    }
    return value;
  }

  private static Refusal malformed() {
    return new ApiError(400, "invalid-encoding", "The request is not well percent-encoded")
        .refusal();
  }
}
