package io.tsubame.bench;

import io.tsubame.bench.Company.Person;
import io.tsubame.bench.Company.Room;
import io.tsubame.bench.HttpLoad.Result;
import io.tsubame.bench.Meter.Spent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// A working day: everybody is connected, and for each post people open 6.5 rooms, scroll back
/// twice, search once, move read markers, change tasks, type and are present.
@Command(
    name = "day",
    description = "The mixture of a working day, and how long each kind of call takes.",
    mixinStandardHelpOptions = true)
final class DayBench implements Callable<Integer> {
  private static final Duration BETWEEN_POSTS = Duration.ofMinutes(24);
  private static final int SMALL = 20;
  private static final int LARGE = 100;

  /// How often it is asked whether all is shown.
  private static final int LOOKS = 100;

  @Option(
      names = "--people",
      description = "All connected; a multiple of 100. Default: ${DEFAULT-VALUE}",
      defaultValue = "2000")
  private int people;

  @Option(
      names = "--times",
      description = "The pace; 1 is a post of each person in 24 minutes. Default: ${DEFAULT-VALUE}",
      defaultValue = "20")
  private double times;

  @Option(
      names = "--messages",
      description = "Stored before. Default: ${DEFAULT-VALUE}",
      defaultValue = "100000")
  private int messages;

  @Option(names = "--seconds", description = "Default: ${DEFAULT-VALUE}", defaultValue = "60")
  private double seconds;

  @Option(names = "--warm-up", description = "Default: ${DEFAULT-VALUE}", defaultValue = "60")
  private double warmUp;

  @Option(
      names = "--connections",
      description = "Calls under way at most. Default: ${DEFAULT-VALUE}",
      defaultValue = "256")
  private int connections;

  @Option(names = "--jvm", description = "An option for the JVM of the server; may be repeated.")
  private List<String> jvm = List.of();

  @Override
  public Integer call() throws IOException, InterruptedException {
    Table table = new Table(System.err, System.out);
    Path directory = Files.createTempDirectory("tsubame-bench");
    Path data = Files.createDirectory(directory.resolve("data"));
    try (Loop loop = new Loop();
        Child child = Child.start(BenchServer.class, data, directory.resolve("errors"), jvm);
        Company company = Company.on(child.port(), data, people, 0)) {
      List<List<Room>> kinds =
          List.of(rooms(company, SMALL, 10), rooms(company, LARGE, 3), rooms(company, people, 1));
      fill(child, kinds);
      List<List<Room>> now = filled(company, kinds);
      FanoutLoad load = load(loop, child, now);
      load.crowd().connect(child.port(), Duration.ofMinutes(3));
      return measure(table, child, load, now);
    } finally {
      Directories.delete(directory);
    }
  }

  private void fill(Child child, List<List<Room>> kinds) throws IOException {
    try (FanoutLoad load = load(new Loop(), child, kinds)) {
      load.miss(messages);
    }
  }

  /// The rooms with all that was posted, which the others see some milliseconds after its author.
  private List<List<Room>> filled(Company company, List<List<Room>> kinds)
      throws IOException, InterruptedException {
    for (int look = 0; look < LOOKS; look++) {
      List<List<Room>> now = new ArrayList<>();
      for (List<Room> kind : kinds) {
        now.add(company.current(kind));
      }
      if (messagesIn(now) == messagesIn(kinds) + messages) {
        return now;
      }
    }
    throw new IOException("not all " + messages + " messages are shown");
  }

  private static long messagesIn(List<List<Room>> kinds) {
    return kinds.stream().flatMap(List::stream).mapToLong(Room::messages).sum();
  }

  private FanoutLoad load(Loop loop, Child child, List<List<Room>> kinds) throws IOException {
    List<Room> all = kinds.stream().flatMap(List::stream).toList();
    return new FanoutLoad(loop, connections, all, connections).reach(child.port());
  }

  private static List<Room> rooms(Company company, int size, int rounds)
      throws IOException, InterruptedException {
    List<Room> rooms = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      List<Person> mixed = new ArrayList<>(company.people());
      Collections.shuffle(mixed, new Random(100L * size + round));
      rooms.addAll(
          company.openRooms(
              mixed.size() / size, i -> List.copyOf(mixed.subList(i * size, (i + 1) * size))));
    }
    return rooms;
  }

  private int measure(Table table, Child child, FanoutLoad load, List<List<Room>> kinds)
      throws IOException, InterruptedException {
    double posts = times * people / BETWEEN_POSTS.toSeconds();
    double calls = posts * DayWork.callsPerPost();
    load.paced(new DayWork(load, kinds), warmUp, calls);
    DayWork work = new DayWork(load, kinds);
    Meter.Reading before = child.meter().read();
    FanoutLoad.Fanout day = load.paced(work, seconds, calls);
    Spent spent = child.meter().since(before);
    table.row("all calls", day.acknowledged(), spent);
    work.latencies()
        .forEach((kind, latency) -> {
          Result result = new Result(latency.getTotalCount(), 0, seconds, latency);
          table.row(kind, result, Spent.UNKNOWN);
        });
    table.row("posts shown to members", day.delivered(), Spent.UNKNOWN);
    table.row("posts shown to the last of a room", day.last(), Spent.UNKNOWN);
    table.figure("server's processors", spent.server() / spent.seconds(), "");
    Memory.of(child.pid()).print(table, "at the end");
    boolean valid =
        load.gate().isPassed() && work.failures() == 0 && load.crowd().endings().isEmpty();
    table.verdict(
        valid,
        load.gate().words()
            + ", "
            + work.failures()
            + " other calls failed, connections ended "
            + load.crowd().endings());
    return valid ? 0 : 1;
  }
}
