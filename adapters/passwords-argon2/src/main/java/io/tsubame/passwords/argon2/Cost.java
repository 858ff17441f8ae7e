package io.tsubame.passwords.argon2;

/// How much work a hash is.
///
/// @param memoryKib memory in KiB
public record Cost(int memoryKib, int iterations, int lanes) {
  /// What OWASP recommends for Argon2id: 19 MiB, two passes, one lane.
  public static final Cost RECOMMENDED = new Cost(19 * 1024, 2, 1);
}
