package io.tsubame.application.file;

/// Tells from the first bytes what a file is.
@FunctionalInterface
public interface ContentTypes {
  /// How many of the first bytes are looked at.
  int HEAD_BYTES = 64 * 1024;

  /// A type such as `image/png`; `application/octet-stream` where it is nothing known.
  ///
  /// @param head the first bytes, all of a shorter file
  /// @param name of the file, which decides between types whose bytes look alike
  String of(byte[] head, String name);
}
