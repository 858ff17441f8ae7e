package io.tsubame.application.secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Makes what clients show to get in, and the codes in links.
public final class Tokens {
  private static final int API_TOKEN_BYTES = 16;
  private static final int CODE_LENGTH = 22;

  /// Letters and digits without those that look alike; 56 of them.
  private static final String ALPHABET = "23456789abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ";

  private final RandomBytes random;

  public Tokens(RandomBytes random) {
    this.random = random;
  }

  /// 32 lower-case hexadecimal digits, 128 random bits.
  public String apiToken() {
    return HexFormat.of().formatHex(random.next(API_TOKEN_BYTES));
  }

  /// 22 letters and digits, more than 127 random bits, that a person can tell apart.
  public String code() {
    StringBuilder code = new StringBuilder(CODE_LENGTH);
    while (code.length() < CODE_LENGTH) {
      for (byte b : random.next(CODE_LENGTH)) {
        int index = b & 0x3f; // indexes beyond the alphabet are thrown away, so all are alike
        if (index < ALPHABET.length() && code.length() < CODE_LENGTH) {
          code.append(ALPHABET.charAt(index));
        }
      }
    }
    return code.toString();
  }

  /// Random bytes as they are.
  public byte[] bytes(int count) {
    return random.next(count);
  }

  /// How a token is stored: SHA-256 in lower-case hexadecimal digits. Tokens are random, so they
  /// need no slow hash.
  public static String hash(String token) {
    return HexFormat.of().formatHex(sha256(token.getBytes(StandardCharsets.UTF_8)));
  }

  public static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
