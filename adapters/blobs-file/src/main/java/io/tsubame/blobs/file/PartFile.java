package io.tsubame.blobs.file;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Writes bytes to a place in a file, one step after the other, each of which is on the disk before
/// the next one begins. So whoever else waits for the disk, as the log does for its flushes, waits
/// for one step at most.
///
/// Steps pass the system's cache by where that is possible: a file system that writes what was
/// cached before it writes what stands for it (ext4 does) makes the next flush of any file wait for
/// all that the cache holds of this one. For one thread.
final class PartFile implements AutoCloseable {
  private static final int STEP_BYTES = 256 << 10;

  /// Places and lengths that pass the cache are multiples of it; file systems of larger blocks do
  /// without.
  private static final int BLOCK_BYTES = 4 << 10;

  private static final Optional<OpenOption> DIRECT = directOption();

  private final Arena memory = Arena.ofConfined();
  private final ByteBuffer step = memory.allocate(STEP_BYTES, BLOCK_BYTES).asByteBuffer();
  private final FileChannel cached;
  private final @Nullable FileChannel direct;

  /// Where the step begins in the file.
  private long at;

  private PartFile(FileChannel cached, @Nullable FileChannel direct, long at) {
    this.cached = cached;
    this.direct = direct;
    this.at = at;
  }

  /// Opens the file, which is made where it is not there, to write from the place on.
  static PartFile open(Path file, long at) throws IOException {
    FileChannel cached =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    return new PartFile(cached, direct(file), at);
  }

  /// Null where this system or file system has no such thing.
  private static @Nullable FileChannel direct(Path file) {
    if (DIRECT.isEmpty()) {
      return null;
    }
    try {
      return BLOCK_BYTES % Files.getFileStore(file).getBlockSize() == 0
          ? FileChannel.open(file, StandardOpenOption.WRITE, DIRECT.get())
          : null;
    } catch (IOException | UnsupportedOperationException _) {
      return null;
    }
  }

  /// Of a module that a Java need not have.
  private static Optional<OpenOption> directOption() {
    try {
      Class<?> options = Class.forName("com.sun.nio.file.ExtendedOpenOption");
      return Optional.of((OpenOption) options.getField("DIRECT").get(null));
    } catch (ReflectiveOperationException _) {
      return Optional.empty();
    }
  }

  void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      int count = Math.min(bytes.remaining(), step.remaining());
      step.put(bytes.slice(bytes.position(), count));
      bytes.position(bytes.position() + count);
      if (!step.hasRemaining()) {
        finishStep();
      }
    }
  }

  private void finishStep() throws IOException {
    step.flip();
    boolean whole = at % BLOCK_BYTES == 0 && step.limit() % BLOCK_BYTES == 0;
    if (whole && direct != null) {
      drainInto(direct);
    } else {
      drainInto(cached);
      cached.force(false);
    }
    step.clear();
  }

  private void drainInto(FileChannel target) throws IOException {
    while (step.hasRemaining()) {
      at += target.write(step, at);
    }
  }

  /// Returns when all that was written survives a power cut.
  void force() throws IOException {
    finishStep();
    cached.force(true);
  }

  @Override
  public void close() throws IOException {
    memory.close();
    try (cached) {
      if (direct != null) {
        direct.close();
      }
    }
  }
}
