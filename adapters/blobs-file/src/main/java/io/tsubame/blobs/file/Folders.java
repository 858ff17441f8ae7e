package io.tsubame.blobs.file;

import io.tsubame.application.Unavailable;
import io.tsubame.domain.BlobKey;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Where things lie below the store's directory, and how names become durable.
record Folders(Path root) {
  /// Work on files, whose failure means that the store does not answer.
  @FunctionalInterface
  interface FileWork<T> {
    T run() throws IOException;
  }

  static <T> T attempt(FileWork<T> work) {
    try {
      return work.run();
    } catch (IOException e) {
      throw new Unavailable("the directory of files does not answer: " + e.getMessage(), e);
    }
  }

  Path blob(BlobKey key) {
    return day(key.day()).resolve(key.value().substring(9));
  }

  Path day(String day) {
    return root.resolve("blobs").resolve(day);
  }

  Path incoming() {
    return root.resolve("incoming");
  }

  Path upload(BlobKey key) {
    return incoming().resolve(key.value().replace('/', '-'));
  }

  /// In no order. Nothing where there is no such folder.
  static List<Path> entries(Path folder, String pattern) throws IOException {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, pattern)) {
      stream.forEach(entries::add);
    } catch (NoSuchFileException | NotDirectoryException _) {
      return List.of();
    }
    return entries;
  }

  /// Makes a name durable: that of a file which is new in its folder.
  static void forceNameOf(Path file) throws IOException {
    Path folder = Objects.requireNonNull(file.getParent(), "a file in no folder");
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /// Removes a folder that holds files only.
  static void remove(Path folder) throws IOException {
    for (Path entry : entries(folder, "*")) {
      Files.deleteIfExists(entry);
    }
    Files.deleteIfExists(folder);
  }
}
