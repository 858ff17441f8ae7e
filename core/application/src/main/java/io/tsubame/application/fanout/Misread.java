package io.tsubame.application.fanout;

/// A message of another node is not what this release understands.
final class Misread extends RuntimeException {
  private static final long serialVersionUID = 1;

  Misread(String message) {
    super(message);
  }
}
