package io.tsubame.passwords.argon2;

import io.tsubame.application.secret.RandomBytes;
import java.security.SecureRandom;

/// Random bytes from the operating system's source.
public final class SecureRandomBytes implements RandomBytes {
  private final SecureRandom random = new SecureRandom();

  @Override
  public byte[] next(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }
}
