package io.tsubame.api.v1;

import io.tsubame.application.file.Downloads;
import io.tsubame.application.file.PreviewMaker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Sees in a file just what it is, where it begins with `PNG`, and nothing in any other.
final class Copyist implements PreviewMaker {
  @Override
  public boolean suits(String contentType, long size) {
    return true;
  }

  @Override
  public Made make(Path file, String contentType, Path folder) {
    try {
      return Files.readString(file).startsWith("PNG")
          ? new Made(Map.of(Downloads.SMALL, file), 1, 1, "")
          : null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
