package io.tsubame.rocksdb;

import io.tsubame.application.Unavailable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// The right of one store in one process to use a directory. The operating system takes it back
/// when the process ends, however it ends.
public final class DirectoryLock implements AutoCloseable {
  private static final String FILE = "in-use";

  private final FileChannel channel;

  private DirectoryLock(FileChannel channel) {
    this.channel = channel;
  }

  /// Creates the directory where it is missing.
  ///
  /// @throws Unavailable where another store holds the directory, with the number of its process
  public static DirectoryLock take(Path directory) {
    try {
      Files.createDirectories(directory);
      return take(directory, directory.resolve(FILE));
    } catch (IOException e) {
      throw new Unavailable("cannot use the directory " + directory + ": " + e.getMessage(), e);
    }
  }

  private static DirectoryLock take(Path directory, Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    if (tryLock(channel) == null) {
      String holder = Files.readString(file).strip();
      channel.close();
      throw new Unavailable(
          "the directory " + directory + " is in use by process " + holder + ": stop it first");
    }
    byte[] pid = Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII);
    channel.truncate(0).write(ByteBuffer.wrap(pid), 0);
    return new DirectoryLock(channel);
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException _) {
      return null;
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new Unavailable("cannot give back a directory: " + e.getMessage(), e);
    }
  }
}
