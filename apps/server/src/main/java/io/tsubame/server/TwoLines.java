package io.tsubame.server;

import io.tsubame.application.Unavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A file of credentials: a line that names somebody, and a line with the secret.
record TwoLines(String first, String second) {
  /// @param what the lines are, for messages
  /// @return nothing where there is no such file
  /// @throws Unavailable where it cannot be read, or holds something else
  static Optional<TwoLines> of(Path file, String what) {
    try {
      List<String> lines =
          Files.readAllLines(file).stream()
              .map(String::strip)
              .filter(line -> !line.isEmpty())
              .toList();
      if (lines.size() != 2) {
        throw new Unavailable(file + " must hold two lines: " + what);
      }
      return Optional.of(new TwoLines(lines.getFirst(), lines.getLast()));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (IOException e) {
      throw new Unavailable("the credentials cannot be read: " + file, e);
    }
  }

  @Override
  public String toString() {
    return "TwoLines[" + first + "]";
  }
}
