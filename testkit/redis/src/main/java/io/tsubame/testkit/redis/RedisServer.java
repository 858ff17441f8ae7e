package io.tsubame.testkit.redis;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// A real Redis in a process of its own, on a free port of the loopback address, which puts on the
/// disk what it answers. It can be killed, frozen and started again over the same data.
public final class RedisServer implements AutoCloseable {
  private static final String PROGRAM = "redis-server";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(20);
  private static final int GLANCE_MILLIS = 2_000;
  private static final int ANSWER_BYTES = 64;

  private final Path directory;
  private final int port;
  private final List<String> options;
  private final Thread atExit = new Thread(this::kill, "redis-kill");
  private @Nullable Process process;

  private RedisServer(Path directory, int port, List<String> options) {
    this.directory = directory;
    this.port = port;
    this.options = options;
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /// Returns when it answers.
  ///
  /// @param directory for its files
  /// @param options of `redis-server` beside its own, such as `--requirepass`, `secret`
  /// @throws IOException where it does not start, or there is no such program here
  public static RedisServer start(Path directory, String... options) throws IOException {
    RedisServer server = new RedisServer(directory, freePort(), List.of(options));
    try {
      server.run();
    } catch (IOException | RuntimeException failure) {
      server.close();
      throw failure;
    }
    return server;
  }

  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /// Starts it where it does not run, and returns when it answers.
  public void run() throws IOException {
    if (process != null) {
      return;
    }
    Path log = directory.resolve("redis.log");
    Process started = started(log);
    process = started;
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!answers()) {
      if (!started.isAlive() || System.nanoTime() > deadline) {
        kill();
        throw new IOException("Redis does not start: " + Files.readString(log));
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  private Process started(Path log) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                PROGRAM,
                "--bind",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--dir",
                directory.toString(),
                "--save",
                "",
                "--appendonly",
                "yes",
                "--appendfsync",
                "always"));
    command.addAll(options);
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(log.toFile())
          .start();
    } catch (IOException missing) {
      throw new IOException(
          "there is no " + PROGRAM + " here: bin/setup-dev installs Redis", missing);
    }
  }

  /// Whether it has read its data and takes commands; one that wants a password does.
  private boolean answers() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), GLANCE_MILLIS);
      socket.setSoTimeout(GLANCE_MILLIS);
      socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
      byte[] answer = new byte[ANSWER_BYTES];
      int length = Math.max(0, socket.getInputStream().read(answer));
      String text = new String(answer, 0, length, StandardCharsets.US_ASCII);
      return text.startsWith("+PONG") || text.startsWith("-NOAUTH");
    } catch (IOException _) {
      return false;
    }
  }

  public int port() {
    return port;
  }

  public String address() {
    return "redis://127.0.0.1:" + port;
  }

  /// Ends it as `kill -9` does.
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

  /// It takes connections and answers nobody, until it is let go.
  public void freeze() throws IOException {
    signal("STOP");
  }

  public void letGo() throws IOException {
    signal("CONT");
  }

  private void signal(String name) throws IOException {
    Process running = process;
    if (running == null) {
      throw new IOException("Redis does not run");
    }
    Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(running.pid())).start();
    try {
      if (!kill.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || kill.exitValue() != 0) {
        throw new IOException("cannot send " + name + " to Redis");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException(interrupted);
    }
  }

  @Override
  public void close() {
    kill();
    Runtime.getRuntime().removeShutdownHook(atExit);
  }
}
