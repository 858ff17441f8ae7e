package io.tsubame.testkit.opensearch;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A real OpenSearch of one node in a process and a folder of its own, on a free port of the
/// loopback address. It can be killed and started again over the same data.
public final class OpenSearchServer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(100);
  private static final Duration POLL = Duration.ofMillis(50);
  private static final int GLANCE_MILLIS = 2_000;
  private static final int USUAL_HEAP = 256;

  /// OpenSearch does not run as root.
  private static final String NOBODY = "65534";

  private final Path folder;
  private final int port;
  private final int heap;
  private final Thread atExit;
  private @Nullable Process process;

  private OpenSearchServer(Path folder, int port, int heap) {
    this.folder = folder;
    this.port = port;
    this.heap = heap;
    atExit = new Thread(this::kill, "opensearch-kill");
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /// Returns when it answers.
  public static OpenSearchServer start() throws IOException {
    return start(USUAL_HEAP);
  }

  /// @param heap in megabytes
  public static OpenSearchServer start(int heap) throws IOException {
    Path folder = Files.createTempDirectory("tsubame-opensearch");
    OpenSearchServer server = new OpenSearchServer(folder, freePort(), heap);
    try {
      Distribution.unpack(folder.resolve("home"));
      server.configure();
      server.run();
    } catch (IOException | RuntimeException failure) {
      server.close();
      throw failure;
    }
    return server;
  }

  private void configure() throws IOException {
    for (String own : List.of("data", "logs", "tmp")) {
      Files.createDirectories(folder.resolve(own));
    }
    Files.writeString(
        folder.resolve("home/config/opensearch.yml"),
        """
        cluster.name: test
        node.name: only
        discovery.type: single-node
        network.host: 127.0.0.1
        http.port: %d
        transport.port: %d
        path.data: %s
        path.logs: %s
        cluster.routing.allocation.disk.threshold_enabled: false
        action.auto_create_index: true
        """
            .formatted(port, freePort(), folder.resolve("data"), folder.resolve("logs")));
  }

  /// Starts it where it does not run, and returns when it answers.
  public void run() throws IOException {
    if (process != null) {
      return;
    }
    Path home = folder.resolve("home");
    Path log = folder.resolve("out.log");
    List<String> command = new ArrayList<>();
    if (isRoot()) {
      giveAway();
      command.addAll(
          List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
    }
    command.addAll(java(home));
    Process started =
        new ProcessBuilder(command)
            .directory(home.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    process = started;
    awaitAnswer(started, log);
  }

  private List<String> java(Path home) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms" + heap + "m",
                "-Xmx" + heap + "m",
                "-XX:+UseSerialGC",
                "--add-modules=jdk.incubator.vector",
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "-javaagent:" + home.resolve("agent/opensearch-agent.jar"),
                "-Djava.io.tmpdir=" + folder.resolve("tmp"),
                "-Dlog4j2.disable.jmx=true",
                "-Dio.netty.noUnsafe=true",
                "-Dio.netty.allocator.type=unpooled",
                "-Dopensearch.path.home=" + home,
                "-Dopensearch.path.conf=" + home.resolve("config"),
                "-cp",
                home.resolve("lib") + "/*",
                "org.opensearch.bootstrap.OpenSearch"));
    if (heap <= USUAL_HEAP) {
      // Tests begin often and work little.
      command.add(1, "-XX:TieredStopAtLevel=1");
    }
    return command;
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  private void giveAway() throws IOException {
    Process chown =
        new ProcessBuilder("chown", "-R", NOBODY + ":" + NOBODY, folder.toString())
            .inheritIO()
            .start();
    try {
      if (!chown.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || chown.exitValue() != 0) {
        throw new IOException("cannot give " + folder + " to who runs OpenSearch");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException(interrupted);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitAnswer(Process started, Path log) throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!answers()) {
      if (!started.isAlive() || System.nanoTime() > deadline) {
        kill();
        throw new IOException("OpenSearch does not start: " + Files.readString(log));
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  private boolean answers() {
    try {
      HttpURLConnection call =
          (HttpURLConnection)
              endpoint()
                  .resolve("/_cluster/health?wait_for_no_initializing_shards=true&timeout=1s")
                  .toURL()
                  .openConnection();
      call.setConnectTimeout(GLANCE_MILLIS);
      call.setReadTimeout(GLANCE_MILLIS);
      boolean fine = call.getResponseCode() == HttpURLConnection.HTTP_OK;
      call.disconnect();
      return fine;
    } catch (IOException _) {
      return false;
    }
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /// Deletes an index, as its operator might.
  public void delete(String index) throws IOException {
    HttpURLConnection call =
        (HttpURLConnection) endpoint().resolve("/" + index).toURL().openConnection();
    call.setRequestMethod("DELETE");
    call.setReadTimeout((int) PATIENCE.toMillis());
    if (call.getResponseCode() != HttpURLConnection.HTTP_OK) {
      throw new IOException("cannot delete " + index + ": " + call.getResponseCode());
    }
  }

  /// Where its indexes lie; to be touched only while it does not run.
  public Path data() {
    return folder.resolve("data");
  }

  /// Ends it as a power cut does.
  public void kill() {
    Process running = process;
    process = null;
    if (running != null) {
      running.destroyForcibly();
      try {
        running.waitFor();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() throws IOException {
    kill();
    Runtime.getRuntime().removeShutdownHook(atExit);
    List<Path> deepestFirst;
    try (Stream<Path> files = Files.walk(folder)) {
      deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : deepestFirst) {
      Files.delete(file);
    }
  }
}
