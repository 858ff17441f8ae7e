package io.tsubame.it;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A whole cluster on this machine, as `bin/tsubame-cluster` starts it. No process of it outlives
/// the tests.
final class Cluster implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final List<String> ENGINES =
      List.of("kafka-1", "kafka-2", "kafka-3", "hbase", "opensearch", "s3", "redis");

  private final Path folder;
  private final int nodes;
  private final boolean separate;
  private final Thread atExit = new Thread(this::stop, "cluster-stop");

  private Cluster(Path folder, int nodes, boolean separate) {
    this.folder = folder;
    this.nodes = nodes;
    this.separate = separate;
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /// Returns when all parts answer. Nodes have networks of their own where that can be.
  ///
  /// @param folder in one of the test's own; others may read both, because OpenSearch does not run
  ///   as root
  static Cluster up(Path folder, int nodes) {
    Cluster cluster = new Cluster(folder, nodes, canBeSeparate());
    try {
      Files.createDirectories(folder);
      for (Path each : List.of(folder.getParent(), folder)) {
        Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwxr-xr-x"));
      }
      String separate = cluster.separate ? "yes" : "no";
      cluster.run("up", "--nodes", Integer.toString(nodes), "--separate", separate);
      return cluster;
    } catch (IOException | RuntimeException failure) {
      cluster.close();
      throw new IllegalStateException("there is no cluster", failure);
    }
  }

  private static boolean canBeSeparate() {
    return System.getProperty("user.name").equals("root") && has("ip") && has("nft");
  }

  private static boolean has(String program) {
    return Stream.of("/usr/sbin", "/usr/bin", "/sbin", "/bin")
        .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
  }

  /// Whether nodes can be cut off.
  boolean isSeparate() {
    return separate;
  }

  /// Whether a node can have a wrong clock.
  boolean canSkew() {
    try (Stream<Path> libraries = Files.list(Path.of("/usr/lib"))) {
      return libraries.anyMatch(
          place -> Files.isReadable(place.resolve("faketime/libfaketimeMT.so.1")));
    } catch (IOException _) {
      return false;
    }
  }

  int nodes() {
    return nodes;
  }

  /// One command of `bin/tsubame-cluster` on this cluster.
  ///
  /// @return what it printed
  String run(String... arguments) {
    String program = ServerProcess.CHECKOUT.resolve("bin/tsubame-cluster").toString();
    List<String> command = new ArrayList<>(List.of(program));
    command.addAll(List.of(arguments));
    command.addAll(List.of("--dir", folder.toString()));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(ServerProcess.ENVIRONMENT);
    try {
      Path said = Files.createTempFile("cluster", ".said");
      builder.redirectError(said.toFile());
      Process process = builder.start();
      String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      boolean ended = process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      String told = Files.readString(said);
      Files.delete(said);
      if (!ended || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IllegalStateException(String.join(" ", arguments) + ":\n" + told + printed);
      }
      return printed;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", interrupt);
    }
  }

  /// Where the nodes answer.
  List<URI> addresses() {
    return IntStream.rangeClosed(1, nodes).mapToObj(this::address).toList();
  }

  URI address(int node) {
    return URI.create("http://" + setting("node-" + node));
  }

  /// Where the balancer answers.
  URI balancer() {
    return URI.create("http://" + setting("balancer"));
  }

  private String setting(String part) {
    return run("where", part).strip();
  }

  Person addAccount(String name) {
    String printed =
        run(
            "at",
            "node-1",
            "account",
            "add",
            "--name",
            name,
            "--email",
            name.toLowerCase(Locale.ROOT) + "@example.com",
            "--password",
            Person.PASSWORD,
            "--organization",
            "Tsubame Trading");
    try {
      return Person.of(Api.JSON.readTree(printed));
    } catch (JsonProcessingException failure) {
      throw new IllegalStateException(printed, failure);
    }
  }

  /// The end of what the parts said.
  String lastWords() {
    StringBuilder all = new StringBuilder();
    Stream<String> parts =
        Stream.concat(
            IntStream.rangeClosed(1, nodes).mapToObj(node -> "node-" + node), ENGINES.stream());
    parts.forEach(part -> {
      Path said = folder.resolve(part).resolve("out.log");
      try {
        List<String> lines = Files.readAllLines(said);
        List<String> last = lines.subList(Math.max(0, lines.size() - 12), lines.size());
        all.append(part).append(":\n  ").append(String.join("\n  ", last)).append('\n');
      } catch (IOException unreadable) {
        all.append(part).append(": ").append(unreadable).append('\n');
      }
    });
    return all.toString();
  }

  private void stop() {
    run("stop");
  }

  @Override
  public void close() {
    stop();
    Runtime.getRuntime().removeShutdownHook(atExit);
  }
}
