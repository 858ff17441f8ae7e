package io.tsubame.bench;

import io.tsubame.bench.Company.Person;
import io.tsubame.bench.Company.Room;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What people cost who are signed in and connected, and do nothing.
@Command(
    name = "idle",
    description = "Memory and processor time of connections that do nothing.",
    mixinStandardHelpOptions = true)
final class IdleBench implements Callable<Integer> {
  private static final int PROOFS = 200;

  @Mixin private Circles circles = new Circles();

  @Option(
      names = "--seconds",
      description = "How long they do nothing. Default: ${DEFAULT-VALUE}",
      defaultValue = "60")
  private int seconds;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Table table = new Table(System.err, System.out);
    Path directory = Files.createTempDirectory("tsubame-bench");
    try {
      floor(directory, table);
      return server(directory, table);
    } finally {
      Directories.delete(directory);
    }
  }

  private void floor(Path directory, Table table) throws IOException, InterruptedException {
    List<Person> members =
        IntStream.range(0, circles.clients).mapToObj(i -> new Person(i, "1")).toList();
    List<Room> rooms = List.of(new Room(1, 0, 0, members));
    try (Loop loop = new Loop();
        Child child =
            Child.start(BroadcastFloor.class, directory, directory.resolve("errors"), circles.jvm);
        FanoutLoad load = circles.load(loop, rooms)) {
      measure(table, "floor", child, load);
    }
  }

  /// The server is a fresh one, so that making people and rooms has left nothing in its memory.
  private int server(Path directory, Table table) throws IOException, InterruptedException {
    Path data = Files.createDirectory(directory.resolve("data"));
    Path errors = directory.resolve("errors");
    List<Room> rooms;
    try (Child child = Child.start(BenchServer.class, data, errors, circles.jvm);
        Company company = Company.on(child.port(), data, 0, 0)) {
      rooms = circles.open(company);
    }
    try (Loop loop = new Loop();
        Child child = Child.start(BenchServer.class, data, errors, circles.jvm);
        FanoutLoad load = circles.load(loop, rooms)) {
      measure(table, "idle", child, load);
      var proof = load.reach(child.port()).paced(2, PROOFS / 2);
      table.row("posts to see that they follow", proof.delivered(), Meter.Spent.UNKNOWN);
      boolean valid = load.gate().isPassed() && load.crowd().endings().isEmpty();
      table.verdict(valid, load.gate().words() + ", cut off " + load.crowd().endings());
      return valid ? 0 : 1;
    }
  }

  private void measure(Table table, String name, Child child, FanoutLoad load)
      throws IOException, InterruptedException {
    Memory before = Memory.of(child.pid());
    before.print(table, name + " without them");
    Meter.Reading reading = child.meter().read();
    var connected = load.crowd().connect(child.port(), Duration.ofMinutes(5));
    table.row(name + ": connecting", connected, child.meter().since(reading));
    reading = child.meter().read();
    load.crowd().rest(Duration.ofSeconds(seconds));
    Meter.Spent spent = child.meter().since(reading);
    table.figure(name + ": processors", spent.server() / spent.seconds(), "");
    Memory with = Memory.of(child.pid());
    with.print(table, name + " with them");
    double connections = load.crowd().followers().size();
    table.figure(
        name + ": heap of a connection",
        1.024 * (with.heapKilobytes() - before.heapKilobytes()) / connections,
        "kB");
    table.figure(
        name + ": resident of a connection",
        1.024 * (with.residentKilobytes() - before.residentKilobytes()) / connections,
        "kB");
  }
}
