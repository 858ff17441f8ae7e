package io.tsubame.testkit.kafka;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;

/// A real Kafka broker in a process of its own, with a [Line] to it beside the direct way.
public final class KafkaServer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration POLL = Duration.ofMillis(50);

  private final Process process;
  private final int port;
  private final int linePort;
  private final Line line;

  private KafkaServer(Process process, int port, int linePort, Line line) {
    this.process = process;
    this.port = port;
    this.linePort = linePort;
    this.line = line;
  }

  /// Returns when it answers.
  ///
  /// @param directory for its files
  public static KafkaServer start(Path directory) throws IOException {
    int port = freePort();
    int behindLine = freePort();
    int linePort = freePort();
    Path properties = directory.resolve("server.properties");
    Files.writeString(properties, properties(directory, port, behindLine, linePort));
    format(properties);
    Path logging = directory.resolve("logback.xml");
    Files.writeString(logging, "<configuration><root level='OFF'/></configuration>");
    Path out = directory.resolve("out.log");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dlogback.configurationFile=" + logging,
                "-cp",
                System.getProperty("java.class.path"),
                "kafka.Kafka",
                properties.toString())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    KafkaServer server = new KafkaServer(process, port, linePort, Line.lay(linePort, behindLine));
    server.awaitAnswer(out);
    return server;
  }

  private static String properties(Path directory, int port, int behindLine, int linePort)
      throws IOException {
    int controller = freePort();
    return """
    process.roles=broker,controller
    node.id=1
    controller.quorum.bootstrap.servers=127.0.0.1:%1$d
    listeners=DIRECT://127.0.0.1:%2$d,LINE://127.0.0.1:%3$d,CONTROLLER://127.0.0.1:%1$d
    advertised.listeners=DIRECT://127.0.0.1:%2$d,LINE://127.0.0.1:%4$d
    listener.security.protocol.map=DIRECT:PLAINTEXT,LINE:PLAINTEXT,CONTROLLER:PLAINTEXT
    inter.broker.listener.name=DIRECT
    controller.listener.names=CONTROLLER
    log.dirs=%5$s
    offsets.topic.replication.factor=1
    transaction.state.log.replication.factor=1
    transaction.state.log.min.isr=1
    share.coordinator.state.topic.replication.factor=1
    share.coordinator.state.topic.min.isr=1
    auto.create.topics.enable=false
    """
        .formatted(controller, port, behindLine, linePort, directory.resolve("data"));
  }

  private static void format(Path properties) throws IOException {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    String[] command = {
      "format", "--standalone", "-t", Uuid.randomUuid().toString(), "-c", properties.toString()
    };
    try (PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8)) {
      int status = StorageTool.execute(command, out);
      if (status != 0) {
        throw new IOException("the broker's storage: " + said.toString(StandardCharsets.UTF_8));
      }
    }
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
          close();
          throw new IOException("no broker: " + Files.readString(log), e);
        }
        LockSupport.parkNanos(POLL.toNanos());
      }
    }
  }

  /// The broker's address without a line between.
  public String direct() {
    return "127.0.0.1:" + port;
  }

  /// The broker's address at the other end of the line.
  public String throughLine() {
    return "127.0.0.1:" + linePort;
  }

  public Line line() {
    return line;
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    line.close();
  }
}
