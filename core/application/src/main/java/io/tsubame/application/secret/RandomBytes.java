package io.tsubame.application.secret;

/// A source of bytes that nobody can guess.
@FunctionalInterface
public interface RandomBytes {
  /// @param count at least 1
  byte[] next(int count);
}
