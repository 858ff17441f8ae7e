package io.tsubame.server.doctor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The directory of the data, or where it would be made.
final class DataDirectory {
  private static final long LITTLE_SPACE = 1L << 30;
  private static final int FLUSHES = 9;
  private static final Duration SLOW_FLUSH = Duration.ofMillis(20);
  private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(1);

  private final Path directory;

  DataDirectory(Path directory) {
    this.directory = directory;
  }

  List<Diagnosis> diagnose(Clock clock) {
    try {
      return List.of(space(), disk(), content(), times(clock));
    } catch (IOException | UncheckedIOException failure) {
      return List.of(
          Diagnosis.failure("data", "cannot use " + directory + ": " + failure.getMessage()));
    }
  }

  private Diagnosis space() throws IOException {
    long free = Files.getFileStore(existing()).getUsableSpace();
    String text = Sizes.shown(free) + " free below " + existing();
    return free >= LITTLE_SPACE
        ? Diagnosis.ok("space", text)
        : Diagnosis.warning("space", text + ": make room, a full disk ends all writing");
  }

  /// How long it takes until 4 KiB are safe, in the middle of a few tries.
  private Diagnosis disk() throws IOException {
    Path file = Files.createTempFile(existing(), "doctor", ".tmp");
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      long[] nanos = new long[FLUSHES];
      for (int i = 0; i < FLUSHES; i++) {
        long began = System.nanoTime();
        channel.write(ByteBuffer.allocate(4_096));
        channel.force(false);
        nanos[i] = System.nanoTime() - began;
      }
      Arrays.sort(nanos);
      return flushes(Duration.ofNanos(nanos[FLUSHES / 2]));
    } finally {
      Files.delete(file);
    }
  }

  private static Diagnosis flushes(Duration middle) {
    String text = "a flush takes %.1f ms".formatted(middle.toNanos() / 1e6);
    return middle.compareTo(SLOW_FLUSH) < 0
        ? Diagnosis.ok("disk", text)
        : Diagnosis.warning("disk", text + ": every message waits for one, so take a faster disk");
  }

  private Diagnosis content() throws IOException {
    if (Files.notExists(directory.resolve("log"))) {
      return Diagnosis.ok("data", "none in " + directory + " so far");
    }
    String text = Sizes.shown(size()) + " in " + directory;
    return Diagnosis.ok(
        "data", text + holder().map(pid -> ", in use by process " + pid).orElse(", not in use"));
  }

  /// The number of the process that holds the log, as the log's own lock tells it.
  private Optional<String> holder() throws IOException {
    Path file = directory.resolve("log").resolve("in-use");
    if (Files.notExists(file)) {
      return Optional.empty();
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      return lock == null ? Optional.of(Files.readString(file).strip()) : Optional.empty();
    }
  }

  /// A clock that was set back does not harm the order of messages, but the times that they show.
  private Diagnosis times(Clock clock) throws IOException {
    if (Files.notExists(directory)) {
      return Diagnosis.ok("times", "no file is from the future");
    }
    Instant newest = Instant.EPOCH;
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        Instant changed = Files.getLastModifiedTime(file).toInstant();
        newest = changed.isAfter(newest) ? changed : newest;
      }
    }
    return newest.isBefore(clock.instant().plus(CLOCK_TOLERANCE))
        ? Diagnosis.ok("times", "no file is from the future")
        : Diagnosis.warning("times", "data was written at " + newest + ": check the clock");
  }

  private long size() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).mapToLong(DataDirectory::size).sum();
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException _) {
      return 0; // the stores remove files at any time
    }
  }

  /// The directory, or the nearest one above it that is there.
  private Path existing() {
    Path path = directory.toAbsolutePath();
    while (Files.notExists(path) && path.getParent() != null) {
      path = path.getParent();
    }
    return path;
  }
}
