package io.tsubame.bench;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A server in a process of its own, with the JVM's options of the product.
final class Child implements AutoCloseable {
  private final Process process;
  private final int port;

  private Child(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /// Returns when it has announced its port.
  ///
  /// @param place what the program is told: the data directory, or a configuration
  /// @param options further ones for the JVM, which win over those of the product
  static Child start(Class<?> main, Path place, Path errors, List<String> options)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx2g",
            "-XX:+UseCompactObjectHeaders",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "--add-opens=java.base/java.nio=ALL-UNNAMED"));
    command.addAll(options);
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), main.getName(), place.toString()));
    Process process =
        new ProcessBuilder(command).redirectError(Redirect.appendTo(errors.toFile())).start();
    // Who is interrupted leaves nothing running.
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(process::destroy));
    BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      int port = BenchServer.portIn(line);
      if (port != 0) {
        return new Child(process, port);
      }
    }
    throw new IOException(main.getSimpleName() + " ended before it was ready, see " + errors);
  }

  int port() {
    return port;
  }

  /// Of its processor time.
  Meter meter() {
    return new Meter(List.of(process()));
  }

  ProcessHandle process() {
    return process.toHandle();
  }

  long pid() {
    return process.pid();
  }

  /// What the process has in memory; 0 where this system does not say.
  long residentMegabytes() {
    return Memory.kilobytes(process.pid(), "status", "VmRSS:") / 1_024;
  }

  /// Ends it as a power cut would.
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /// What the process has written to files; 0 where this system does not say.
  long writtenMegabytes() {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/io"))) {
        if (line.startsWith("wchar:")) {
          return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1_000_000;
        }
      }
    } catch (IOException _) {
      // ended, or no Linux
    }
    return 0;
  }

  /// What has passed between processes of this machine; 0 where this system does not say.
  static long loopbackMegabytes() {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/net/dev"))) {
        if (line.strip().startsWith("lo:")) {
          return Long.parseLong(line.strip().split("[: ]+", -1)[1]) / 1_000_000;
        }
      }
    } catch (IOException _) {
      // no Linux
    }
    return 0;
  }

  static long bytesBelow(Path directory) {
    File[] files = directory.toFile().listFiles();
    long bytes = 0;
    if (files != null) {
      for (File file : files) {
        bytes += file.isDirectory() ? bytesBelow(file.toPath()) : file.length();
      }
    }
    return bytes;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException interrupt) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
