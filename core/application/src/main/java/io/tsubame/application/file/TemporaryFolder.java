package io.tsubame.application.file;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Folders in which a file of anybody is looked at.
final class TemporaryFolder {
  private TemporaryFolder() {}

  /// Removes it with all that is in it.
  static void delete(@Nullable Path folder) {
    if (folder == null) {
      return;
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        if (Files.isDirectory(entry)) {
          delete(entry);
        } else {
          Files.deleteIfExists(entry);
        }
      }
      Files.deleteIfExists(folder);
    } catch (IOException _) {
      // what is left lies in the system's folder for what is temporary
    }
  }
}
