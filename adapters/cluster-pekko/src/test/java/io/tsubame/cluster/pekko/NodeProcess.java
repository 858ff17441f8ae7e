package io.tsubame.cluster.pekko;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A node in a process of its own, which can be stopped as the machine's operator would.
final class NodeProcess implements AutoCloseable {
  /// What it says, before the number of members.
  static final String SEES = "sees members: ";

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Process process;

  NodeProcess(String name, String seed, Path output) throws IOException {
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                NodeProcess.class.getName(),
                name,
                seed)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
  }

  /// @param signal such as `KILL`
  void signal(String signal) throws IOException, InterruptedException {
    Process kill =
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).inheritIO().start();
    if (!kill.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || kill.exitValue() != 0) {
      throw new IOException("no signal " + signal);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /// Joins by the seed, says whom it sees at first and each time that this changes, and answers
  /// until it is killed.
  public static void main(String[] arguments) throws InterruptedException {
    PekkoPeersConfig config = config(arguments[0], List.of(arguments[1]));
    PekkoPeers peers = PekkoPeers.join(config, () -> Runtime.getRuntime().halt(1));
    peers.answer("echo", (_, request) -> request);
    Runnable say = () -> System.out.println(SEES + peers.members().size());
    peers.onChange(say);
    say.run();
    new CountDownLatch(1).await();
  }

  static PekkoPeersConfig config(String name, List<String> seeds) {
    PekkoPeersConfig usual = PekkoPeersConfig.DEFAULT;
    return new PekkoPeersConfig(
        name, "127.0.0.1", 0, seeds, usual.pause(), usual.forgetAfter(), usual.asksInWork());
  }
}
