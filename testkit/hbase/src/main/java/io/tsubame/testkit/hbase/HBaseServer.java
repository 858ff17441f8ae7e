package io.tsubame.testkit.hbase;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A real HBase in a process and a folder of its own, with coordination, master and one region
/// server in it, on free ports of the loopback address. It can be killed, and started again over
/// the same data, and stopped for a while.
public final class HBaseServer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(110);
  private static final Duration POLL = Duration.ofMillis(50);
  private static final String READY = "Master has completed initialization";

  private final Path folder;
  private final int coordinationPort;
  private final int masterPort;
  private final int regionPort;
  private final Thread atExit;
  private @Nullable Process process;
  private int runs;

  private HBaseServer(Path folder) throws IOException {
    this.folder = folder;
    coordinationPort = freePort();
    masterPort = freePort();
    regionPort = freePort();
    atExit = new Thread(this::kill, "hbase-kill");
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /// Returns when it answers.
  public static HBaseServer start() throws IOException {
    HBaseServer server = new HBaseServer(Files.createTempDirectory("tsubame-hbase"));
    try {
      server.configure();
      server.run();
    } catch (IOException | RuntimeException failure) {
      server.close();
      throw failure;
    }
    return server;
  }

  private void configure() throws IOException {
    Path settings = Files.createDirectories(folder.resolve("conf"));
    Files.write(settings.resolve("log4j.properties"), resource("log4j.properties"));
    StringBuilder site = new StringBuilder("<configuration>\n");
    settings()
        .lines()
        .map(line -> line.split(" ", 2))
        .forEach(setting ->
            site.append(
                "<property><name>%s</name><value>%s</value></property>\n"
                    .formatted(setting[0], setting[1])));
    Files.writeString(settings.resolve("hbase-site.xml"), site.append("</configuration>\n"));
  }

  /// One region server, on files of this machine.
  private String settings() {
    return """
    hbase.rootdir file://%1$s/data
    hbase.tmp.dir %1$s/tmp
    hbase.zookeeper.property.dataDir %1$s/coordination
    hbase.zookeeper.quorum 127.0.0.1
    hbase.zookeeper.property.clientPort %2$d
    hbase.zookeeper.property.clientPortAddress 127.0.0.1
    hbase.cluster.distributed false
    hbase.unsafe.stream.capability.enforce false
    hbase.master.hostname localhost
    hbase.regionserver.hostname localhost
    hbase.master.ipc.address 127.0.0.1
    hbase.regionserver.ipc.address 127.0.0.1
    hbase.master.port %3$d
    hbase.regionserver.port %4$d
    hbase.master.info.port -1
    hbase.regionserver.info.port -1
    hbase.regionserver.handler.count 10\
    """
        .formatted(folder, coordinationPort, masterPort, regionPort);
  }

  /// Starts it where it does not run, and returns when it answers.
  public void run() throws IOException {
    if (process != null) {
      return;
    }
    Path log = folder.resolve("out-" + ++runs + ".log");
    Process started =
        new ProcessBuilder(command())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    process = started;
    awaitReady(started, log);
  }

  private List<String> command() throws IOException {
    String classPath = new String(resource("class-path.txt"), StandardCharsets.UTF_8).strip();
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx512m",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "--add-opens=java.base/java.nio=ALL-UNNAMED",
        "--add-opens=java.base/java.lang=ALL-UNNAMED",
        "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
        "-Dzookeeper.admin.enableServer=false",
        "-cp",
        folder.resolve("conf") + ":" + classPath,
        "org.apache.hadoop.hbase.master.HMaster",
        "start");
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = HBaseServer.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException(name + " is missing: Maven makes it with testkit/hbase");
      }
      return in.readAllBytes();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitReady(Process started, Path log) throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!Files.readString(log).contains(READY)) {
      if (!started.isAlive() || System.nanoTime() > deadline) {
        kill();
        throw new IOException("HBase does not start: " + Files.readString(log));
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  /// What a client asks first.
  public String address() {
    return "localhost:" + masterPort;
  }

  /// Ends it as a power cut does.
  public void kill() {
    Process running = process;
    process = null;
    if (running != null) {
      running.destroyForcibly();
      await(running);
    }
  }

  /// Lets it stand still, with all its connections open, until [#goOn].
  public void standStill() throws IOException {
    signal("-STOP");
  }

  public void goOn() throws IOException {
    signal("-CONT");
  }

  private void signal(String name) throws IOException {
    Process running = process;
    if (running == null) {
      throw new IllegalStateException("it does not run");
    }
    await(new ProcessBuilder("kill", name, Long.toString(running.pid())).start());
  }

  private static void await(Process ending) {
    try {
      ending.waitFor();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
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
