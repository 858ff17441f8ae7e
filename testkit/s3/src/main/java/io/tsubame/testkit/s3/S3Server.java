package io.tsubame.testkit.s3;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// A real server of S3's protocol in a process of its own: S3Proxy, which checks signatures, over a
/// directory, with an empty bucket [#BUCKET].
public final class S3Server implements AutoCloseable {
  public static final String BUCKET = "files";
  public static final String ACCESS_KEY = "key";
  public static final String SECRET_KEY = "secret";

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(20);

  private final Process process;
  private final int port;

  private S3Server(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /// Returns when it answers.
  ///
  /// @param directory for its files
  public static S3Server start(Path directory) throws IOException {
    return start(directory, List.of());
  }

  /// One that has only the processors that nobody else wants, as if it were on another machine.
  public static S3Server startYielding(Path directory) throws IOException {
    return start(directory, List.of("nice", "-n", "19"));
  }

  private static S3Server start(Path directory, List<String> launcher) throws IOException {
    int port = freePort();
    Path data = Files.createDirectories(directory.resolve("data").resolve(BUCKET)).getParent();
    Path properties =
        Files.writeString(
            directory.resolve("s3proxy.properties"),
            """
            s3proxy.endpoint=http://127.0.0.1:%d
            s3proxy.authorization=aws-v2-or-v4
            s3proxy.identity=%s
            s3proxy.credential=%s
            jclouds.provider=filesystem-nio2
            jclouds.identity=x
            jclouds.credential=x
            jclouds.filesystem.basedir=%s
            """
                .formatted(port, ACCESS_KEY, SECRET_KEY, data));
    Path log =
        Files.writeString(
            directory.resolve("logback.xml"), "<configuration><root level='OFF'/></configuration>");
    List<String> command = new ArrayList<>(launcher);
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-Dlogback.configurationFile=" + log,
            "-cp",
            System.getProperty("java.class.path"),
            "org.gaul.s3proxy.Main",
            "--properties",
            properties.toString()));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("out.log").toFile())
            .start();
    S3Server server = new S3Server(process, port);
    server.awaitAnswer(directory.resolve("out.log"));
    return server;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitAnswer(Path log) throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
        return;
      } catch (IOException e) {
        if (!process.isAlive() || System.nanoTime() > deadline) {
          process.destroyForcibly();
          throw new IOException("no server: " + Files.readString(log), e);
        }
        LockSupport.parkNanos(POLL.toNanos());
      }
    }
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + port);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
