package io.tsubame.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// A temporary folder and the servers that run in it, programs of this system. Both go at the end,
/// also where this process is interrupted.
final class Premises implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(50);
  private static final int END_SECONDS = 20;

  private final Path directory;
  private final Thread atExit = new Thread(this::end, "premises");

  /// The last that was started first.
  private final Deque<Process> running = new ArrayDeque<>();

  private boolean closed;

  private Premises(Path directory) {
    this.directory = directory;
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  static Premises open() throws IOException {
    Path directory = Files.createTempDirectory("tsubame-bench");
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    return new Premises(directory);
  }

  /// The newest of the files of this system that a pattern names, such as
  /// `/usr/lib/*/bin/postgres`.
  static Optional<Path> installed(String pattern) throws IOException {
    List<Path> found = List.of(Path.of("/"));
    for (String part : pattern.substring(1).split("/", -1)) {
      List<Path> below = new ArrayList<>();
      for (Path folder : found) {
        if (Files.isDirectory(folder) && Files.isReadable(folder)) {
          try (DirectoryStream<Path> paths = Files.newDirectoryStream(folder, part)) {
            paths.forEach(below::add);
          }
        }
      }
      found = below;
    }
    return found.stream().max(Comparator.naturalOrder());
  }

  /// @throws IOException where there is none
  static Path program(String pattern) throws IOException {
    return installed(pattern).orElseThrow(() -> new IOException("there is no " + pattern));
  }

  /// Makes a folder for a server.
  ///
  /// @param user as whom it will run where we are root, since some refuse to be that
  Path folder(String name, String user) throws IOException {
    Path folder = Files.createDirectory(directory.resolve(name));
    if (isRoot()) {
      Files.setOwner(
          folder,
          folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(user));
    }
    return folder;
  }

  /// Runs a program to its end.
  ///
  /// @return what it printed
  String run(String user, List<String> command) throws IOException {
    Process process = builder(user, command).redirectError(log()).start();
    process.getOutputStream().close();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      int status = process.waitFor();
      if (status != 0) {
        throw new IOException(command.getFirst() + " ended with " + status + "\n" + errors());
      }
    } catch (InterruptedException interrupt) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", interrupt);
    }
    return printed.strip();
  }

  /// Starts a server, and returns when it takes connections.
  Process start(String user, int port, ProcessBuilder server) throws IOException {
    Process process = launch(user, server);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!listens(port)) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new IOException(server.command().getFirst() + " does not start\n" + errors());
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
    return process;
  }

  private synchronized Process launch(String user, ProcessBuilder server) throws IOException {
    if (closed) {
      throw new IOException("interrupted");
    }
    ProcessBuilder process = builder(user, server.command());
    process.environment().putAll(server.environment());
    Process started =
        process.redirectErrorStream(true).redirectOutput(log()).redirectInput(nothing()).start();
    running.push(started);
    return started;
  }

  private ProcessBuilder builder(String user, List<String> command) {
    List<String> all = new ArrayList<>();
    if (isRoot()) {
      all.addAll(
          List.of(
              "setpriv", "--reuid=" + user, "--regid=" + user, "--init-groups", "--no-new-privs"));
    }
    all.addAll(command);
    return new ProcessBuilder(all).directory(directory.toFile());
  }

  private static boolean listens(int port) {
    try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  private Redirect log() {
    return Redirect.appendTo(directory.resolve("log").toFile());
  }

  private static Redirect nothing() {
    return Redirect.from(Path.of("/dev/null").toFile());
  }

  private String errors() throws IOException {
    return Files.readString(directory.resolve("log"), StandardCharsets.ISO_8859_1);
  }

  private synchronized void end() {
    if (closed) {
      return;
    }
    closed = true;
    while (!running.isEmpty()) {
      end(running.pop());
    }
    try {
      Directories.delete(directory);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void end(Process process) {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroy();
    try {
      if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    children.forEach(ProcessHandle::destroyForcibly);
  }

  @Override
  public void close() {
    end();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException _) {
      // it is running
    }
  }
}
