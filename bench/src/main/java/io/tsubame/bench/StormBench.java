package io.tsubame.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Everybody is cut off, misses something, and comes back at once: after a broken network, and
/// after the server was killed.
@Command(
    name = "storm",
    description = "Time until all connections are back, when all come back at once.",
    mixinStandardHelpOptions = true)
final class StormBench implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @Mixin private Circles circles = new Circles();

  @Option(
      names = "--missed",
      description = "Posts while nobody is connected. Default: ${DEFAULT-VALUE}",
      defaultValue = "1000")
  private int missed;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Table table = new Table(System.err, System.out);
    Path directory = Files.createTempDirectory("tsubame-bench");
    Path data = Files.createDirectory(directory.resolve("data"));
    Path errors = directory.resolve("errors");
    try (Loop loop = new Loop();
        FanoutLoad load = first(loop, table, data, errors);
        Child child = Child.start(BenchServer.class, data, errors, circles.jvm)) {
      boolean valid = storm(table, "storm, server killed", child, load);
      table.verdict(valid, load.gate().words() + ", ended " + load.crowd().endings());
      return valid ? 0 : 1;
    } finally {
      Directories.delete(directory);
    }
  }

  /// The storm after a broken network, and then a server that is killed while nobody is connected.
  private FanoutLoad first(Loop loop, Table table, Path data, Path errors)
      throws IOException, InterruptedException {
    try (Child child = Child.start(BenchServer.class, data, errors, circles.jvm);
        Company company = Company.on(child.port(), data, 0, 0)) {
      FanoutLoad load = circles.load(loop, circles.open(company));
      Meter.Reading before = child.meter().read();
      var connected = load.crowd().connect(child.port(), PATIENCE);
      table.row("connecting, 256 at a time", connected, child.meter().since(before));
      miss(child, load);
      storm(table, "storm, network broken", child, load);
      miss(child, load);
      child.kill();
      return load;
    }
  }

  /// Everybody is cut off, and then something is posted. The server closes connections that ask
  /// nothing for a minute, so those for posts live no longer than needed.
  private void miss(Child child, FanoutLoad load) throws IOException {
    load.reach(child.port()).miss(missed);
    load.hangUp();
  }

  private boolean storm(Table table, String name, Child child, FanoutLoad load) throws IOException {
    Watch watch = Watch.over(child);
    Meter.Reading before = child.meter().read();
    var back = load.crowd().resume(child.port(), PATIENCE);
    table.row(name, back, child.meter().since(before));
    table.figure(name + ": all back after", back.seconds(), "s");
    table.figure(name + ": tried again", (double) back.failures(), "times");
    table.figure(name + ": resident at most", (double) watch.end(), "MB");
    load.reach(child.port()).paced(2, 50);
    load.hangUp();
    return load.gate().isPassed();
  }
}
