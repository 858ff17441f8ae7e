package io.tsubame.views.rocksdb;

import io.tsubame.application.Unavailable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// The generations of the views in one directory: `views-1`, `views-2`, … and a file `CURRENT` that
/// names the one in use. A rebuild writes the next generation beside it, and [#use] then changes
/// over at once: after a crash the directory is in one state or the other.
///
/// Not for several threads or processes; whoever holds the data directory uses it.
public final class ViewGenerations {
  private static final String PREFIX = "views-";
  private static final String CURRENT = "CURRENT";

  private final Path directory;

  public ViewGenerations(Path directory) {
    this.directory = directory;
  }

  /// The directory of the generation in use; the first one where there was none.
  public Path current() {
    return failingPlainly(() -> {
      Path file = directory.resolve(CURRENT);
      if (Files.notExists(file)) {
        Files.createDirectories(directory);
        point(directory.resolve(PREFIX + 1));
      }
      String name = Files.readString(file).strip();
      return existing(directory.resolve(PREFIX + number(name)));
    });
  }

  /// An empty directory for the generation behind the one in use. What a rebuild that was broken
  /// off has left there is thrown away.
  public Path next() {
    Path next = directory.resolve(PREFIX + (number(current().getFileName().toString()) + 1));
    return failingPlainly(() -> {
      deleteTree(next);
      return existing(next);
    });
  }

  /// Makes a generation the one in use, for ever and at once. It must be closed and complete.
  public void use(Path generation) {
    failingPlainly(() -> {
      if (!Files.isDirectory(generation) || !directory.equals(generation.getParent())) {
        throw new IllegalArgumentException(generation + " is no generation of " + directory);
      }
      return point(generation);
    });
  }

  /// Throws away all generations but the one in use. None of them may be open.
  public void deleteOthers() {
    Path current = current();
    failingPlainly(() -> {
      for (Path other : generations()) {
        if (!other.equals(current)) {
          deleteTree(other);
        }
      }
      return current;
    });
  }

  private List<Path> generations() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.getFileName().toString().startsWith(PREFIX)).toList();
    }
  }

  /// The name is on the disk before the file appears under its own, so it is never half written.
  private Path point(Path generation) throws IOException {
    Path written = directory.resolve(CURRENT + ".new");
    Files.writeString(written, generation.getFileName() + "\n", StandardCharsets.US_ASCII);
    flush(written);
    Files.move(
        written,
        directory.resolve(CURRENT),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    flush(directory);
    return generation;
  }

  private static void flush(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static int number(String name) {
    if (!name.matches(PREFIX + "[1-9][0-9]{0,8}")) {
      throw new Unavailable("the file CURRENT of the views names no generation: " + name);
    }
    return Integer.parseInt(name.substring(PREFIX.length()));
  }

  private static Path existing(Path generation) throws IOException {
    return Files.createDirectories(generation);
  }

  private static void deleteTree(Path root) throws IOException {
    if (Files.notExists(root)) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> files = Files.walk(root)) {
      deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : deepestFirst) {
      Files.delete(file);
    }
  }

  private Path failingPlainly(FileWork work) {
    try {
      return work.run();
    } catch (IOException e) {
      throw new Unavailable("cannot use the views in " + directory + ": " + e.getMessage(), e);
    }
  }

  private interface FileWork {
    Path run() throws IOException;
  }
}
