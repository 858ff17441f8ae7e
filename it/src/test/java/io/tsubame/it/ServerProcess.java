package io.tsubame.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// A server as a user starts it: `bin/tsubame serve` in a process of its own, on a free port. What
/// it says on stderr goes to a file beside its data. No process outlives the tests.
///
/// With the property `tsubame.engines`, which names an `engines.yaml` of `bin/tsubame-cluster`, it
/// is a node of a cluster on those engines instead, one for each data directory.
final class ServerProcess implements AutoCloseable {
  static final Path CHECKOUT = Path.of(System.getProperty("tsubame.checkout"));

  /// Rates are not limited, and nothing is built.
  static final Map<String, String> ENVIRONMENT =
      Map.of(
          "TSUBAME_BUILD", "never",
          "TSUBAME_SERVER_LIMITS_CALLS_PER_WINDOW", "0",
          "TSUBAME_SERVER_LIMITS_CLIENT_CALLS_PER_WINDOW", "0",
          "TSUBAME_SERVER_LIMITS_POSTS_PER_WINDOW", "0");

  private static final @Nullable String ENGINES = System.getProperty("tsubame.engines");

  private static final String READY = "Tsubame is ready at ";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final JsonMapper JSON = new JsonMapper();
  private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> RUNNING.forEach(Process::destroyForcibly)));
  }

  private final Path data;
  private final Path errors;
  private final Process process;
  private final CompletableFuture<URI> ready = new CompletableFuture<>();

  private ServerProcess(Path data, Path errors, Process process) {
    this.data = data;
    this.errors = errors;
    this.process = process;
  }

  /// Starts a server on a data directory and returns when it answers.
  static ServerProcess start(Path data, String... options) {
    ServerProcess server = launch(data, options);
    try {
      server.url();
      return server;
    } catch (RuntimeException failure) {
      server.close();
      throw failure;
    }
  }

  /// Starts a server and returns at once.
  static ServerProcess launch(Path data, String... options) {
    try {
      Files.createDirectories(data);
      Path errors = data.resolveSibling(data.getFileName() + ".stderr");
      ProcessBuilder builder =
          command("serve", "--data", data.toString(), "--port", "0")
              .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()));
      builder.command().addAll(Arrays.asList(options));
      if (ENGINES != null) {
        builder.command().addAll(List.of("--config", ENGINES));
        builder.environment().putAll(node(data));
      }
      ServerProcess server = new ServerProcess(data, errors, builder.start());
      RUNNING.add(server.process);
      Thread.ofVirtual().name("server-stdout").start(server::listen);
      return server;
    } catch (IOException failure) {
      throw new UncheckedIOException("the server cannot be started", failure);
    }
  }

  /// What makes a server the only node of the cluster of a data directory.
  private static Map<String, String> node(Path data) {
    String name = "it-" + Integer.toHexString(data.toAbsolutePath().hashCode());
    return Map.of(
        "TSUBAME_PROFILE", "cluster",
        "TSUBAME_CLUSTER_NAME", "node-1",
        "TSUBAME_CLUSTER_PORT", "0",
        "TSUBAME_KAFKA_TOPIC", name,
        "TSUBAME_HBASE_PREFIX", name,
        "TSUBAME_SEARCH_OPENSEARCH_INDEX", name,
        "TSUBAME_SESSIONS_REDIS_NAMESPACE", name);
  }

  /// The program under test with these arguments. The property `tsubame.program` names another
  /// build of it, to see tests fail.
  static ProcessBuilder command(String... arguments) {
    String program = CHECKOUT.resolve("bin/tsubame").toString();
    ProcessBuilder builder = new ProcessBuilder(System.getProperty("tsubame.program", program));
    builder.command().addAll(Arrays.asList(arguments));
    builder.environment().putAll(ENVIRONMENT);
    builder.environment().put("JAVA_OPTS", "-Xmx512m -XX:+UseSerialGC");
    return builder;
  }

  Path data() {
    return data;
  }

  /// Where it answers; waits for it.
  URI url() {
    try {
      return ready.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", interrupt);
    } catch (ExecutionException | TimeoutException failure) {
      throw new IllegalStateException("the server did not get ready:\n" + lastErrors(), failure);
    }
  }

  Api as(Person person) {
    return new Api(url(), person);
  }

  /// Adds an account by the operator's door, as `bin/tsubame account add` does.
  Person addAccount(String name, String organization) {
    try {
      JsonNode address = JSON.readTree(Files.readAllBytes(data.resolve("server.json")));
      String email = name.toLowerCase(java.util.Locale.ROOT) + "@example.com";
      String body =
          JSON.writeValueAsString(
              JSON.createObjectNode()
                  .put("name", name)
                  .put("email", email)
                  .put("password", Person.PASSWORD)
                  .put("organization", organization));
      Api operator = new Api(url(), Person.NOBODY);
      String secret = "Bearer " + address.path("secret").asText();
      return Person.of(
          operator.with("authorization", secret).post("/v1/admin/accounts", body).expect(200));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// As by `kill -9`: nothing in the process runs any more when this returns.
  void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  /// As by SIGTERM: returns the exit code.
  int stop() {
    process.destroy();
    return awaitEnd();
  }

  @Override
  public void close() {
    kill();
  }

  /// The end of what the process said on stderr.
  String lastErrors() {
    try {
      String all = Files.readString(errors);
      return all.substring(Math.max(0, all.length() - 4_000));
    } catch (IOException unreadable) {
      return "(no errors to read: " + unreadable.getMessage() + ")";
    }
  }

  private void listen() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(READY)) {
          ready.complete(URI.create(line.substring(READY.length())));
        }
      }
      ready.completeExceptionally(new IOException("the server ended before it was ready"));
    } catch (IOException failure) {
      ready.completeExceptionally(failure);
    }
  }

  private int awaitEnd() {
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException("the server does not end:\n" + lastErrors());
      }
      RUNNING.remove(process);
      return process.exitValue();
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", interrupt);
    }
  }
}
