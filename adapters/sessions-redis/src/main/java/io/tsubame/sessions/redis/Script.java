package io.tsubame.sessions.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;

/// What Redis does in one go, so that nobody sees half of it. Each begins with `time.lua`, which
/// says what time it is: the last argument, or Redis's own where that is empty.
enum Script {
  GET,
  PUT,
  TOUCH,
  DELETE,
  DELETE_PREFIX,
  SIZES,
  COUNT,
  TAKE,
  GIVE_BACK,
  RESET,
  LOOK,
  SHOW,
  SEE;

  private final String text;
  private final String digest;

  Script() {
    String own = name().toLowerCase(Locale.ROOT).replace('_', '-') + ".lua";
    text = read("time.lua") + read(own);
    digest = digest(text);
  }

  private static String read(String name) {
    try (InputStream in = Script.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the script " + name + " is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String digest(String text) {
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      return HexFormat.of().formatHex(sha1.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  byte[] text() {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /// By which Redis knows it.
  byte[] digest() {
    return digest.getBytes(StandardCharsets.US_ASCII);
  }
}
