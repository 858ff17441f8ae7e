package io.tsubame.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The engines of a cluster, as `bin/tsubame-cluster` starts them: three Kafka brokers, HBase,
/// OpenSearch, an S3 server and Redis.
final class Engines implements AutoCloseable {
  private final Path directory;
  private final Thread atExit = new Thread(() -> command("stop"));

  private Engines(Path directory) {
    this.directory = directory;
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /// Returns when all of them answer.
  ///
  /// @param directory which others can read, since OpenSearch does not run as root
  static Engines up(Path directory) throws IOException {
    Engines engines = new Engines(directory);
    if (engines.command("up", "--nodes", "0") != 0) {
      engines.close();
      throw new IOException("the engines did not start");
    }
    return engines;
  }

  /// What `bin/tsubame serve --config` takes for the nodes of one cluster, without limits on rates.
  List<Path> configurations(int nodes) throws IOException {
    List<Integer> ports = freePorts(nodes);
    List<Path> files = new ArrayList<>();
    for (int node = 1; node <= nodes; node++) {
      Path file = directory.resolve("bench-node-" + node + ".yaml");
      Files.writeString(
          file,
          """
          %s
          profile: cluster
          cluster:
            name: node-%d
            host: 127.0.0.1
            port: %d
            seeds: [127.0.0.1:%d]
          storage:
            directory: %s
          server:
            port: 0
            limits:
              calls-per-window: 0
              client-calls-per-window: 0
              posts-per-window: 0
          """
              .formatted(
                  Files.readString(directory.resolve("engines.yaml")),
                  node,
                  ports.get(node - 1),
                  ports.getFirst(),
                  data(node)));
      files.add(file);
    }
    return files;
  }

  /// The data directory of a node.
  Path data(int node) {
    return directory.resolve("bench-node-" + node);
  }

  /// Those that run.
  List<ProcessHandle> processes() {
    try (Stream<Path> files = Files.list(directory.resolve("run"))) {
      return files
          .filter(file -> file.toString().endsWith(".pid"))
          .flatMap(Engines::process)
          .toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static Stream<ProcessHandle> process(Path file) {
    try {
      Optional<ProcessHandle> running =
          ProcessHandle.of(Long.parseLong(Files.readString(file).strip()));
      return running.stream();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  static List<Integer> freePorts(int number) throws IOException {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < number; i++) {
        sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      return sockets.stream().map(ServerSocket::getLocalPort).toList();
    } finally {
      for (ServerSocket socket : sockets) {
        socket.close();
      }
    }
  }

  private int command(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("tsubame.root"), "bin", "tsubame-cluster").toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("--dir", directory.toString()));
    try {
      return new ProcessBuilder(command)
          .redirectError(Redirect.INHERIT)
          .redirectOutput(Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }

  @Override
  public void close() {
    command("stop");
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException _) {
      // it is running
    }
  }
}
