package io.tsubame.bench;

import io.tsubame.bench.Company.Person;
import io.tsubame.bench.Company.Room;
import io.tsubame.bench.FanoutLoad.Fanout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Durable posts in rooms whose members are all connected, as deliveries per second, beside a bare
/// broadcast of the same frames to as many WebSockets.
@Command(
    name = "fanout",
    description = "Deliveries per second to connected members, as a part of the floor.",
    mixinStandardHelpOptions = true)
final class FanoutBench implements Callable<Integer> {
  private static final int ROOMS = 20;
  private static final int PEOPLE = 2_000;
  private static final int SENDERS = 4;
  private static final Duration CONNECTED = Duration.ofMinutes(2);

  @Mixin private Scale scale = new Scale();

  @Option(
      names = "--sizes",
      split = ",",
      description =
          "Members of a room; 20 rooms, fewer of large ones, 4 posts under way in each."
              + " Default: ${DEFAULT-VALUE}",
      defaultValue = "10,50,500,5000,10000")
  private List<Integer> sizes = List.of();

  /// The first size warms up the process for all.
  private static final int FIRST = 3;

  /// Deliveries per second, one for each size.
  private final List<Double> floors = new ArrayList<>();

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

  static int rooms(int size) {
    return Math.clamp(PEOPLE / size, 1, ROOMS);
  }

  private void floor(Path directory, Table table) throws IOException {
    try (Child child =
        Child.start(BroadcastFloor.class, directory, directory.resolve("errors"), scale.jvm)) {
      for (int size : sizes) {
        List<Room> rooms =
            IntStream.rangeClosed(1, rooms(size))
                .map(number -> 100_000 * size + number)
                .mapToObj(id -> floorRoom(id, size))
                .toList();
        try (FanoutLoad load = load(child, rooms)) {
          floors.add(measure(table, "floor", size, child, load));
          table.verdict(load.gate().isPassed(), load.gate().words());
        }
      }
    }
  }

  private static Room floorRoom(int id, int size) {
    return new Room(
        id,
        0,
        0,
        IntStream.range(0, size).mapToObj(i -> new Person(i, Integer.toString(id))).toList());
  }

  private int server(Path directory, Table table) throws IOException, InterruptedException {
    Path data = Files.createDirectory(directory.resolve("data"));
    int people = sizes.stream().mapToInt(size -> size * rooms(size)).max().orElse(0);
    try (Child child =
            Child.start(BenchServer.class, data, directory.resolve("errors"), scale.jvm);
        Company company = Company.on(child.port(), data, people, 0)) {
      boolean valid = true;
      for (int size : sizes) {
        valid &= server(table, child, company, size);
      }
      Memory.of(child.pid()).print(table, "at the end");
      return valid ? 0 : 1;
    }
  }

  private boolean server(Table table, Child child, Company company, int size)
      throws IOException, InterruptedException {
    List<Room> rooms = company.openRooms(rooms(size), i -> members(company, size, i));
    try (FanoutLoad load = load(child, rooms)) {
      double reached = measure(table, "fanout", size, child, load);
      double floor = floors.get(sizes.indexOf(size));
      table.figure("part of the floor " + size, 100 * reached / floor, "%");
      long stored = 0;
      for (Room room : rooms) {
        stored += company.readBack(room.id(), room.members().getFirst()) - room.messages();
      }
      boolean valid = load.gate().isPassed() && stored == load.gate().posts();
      table.verdict(valid, load.gate().words() + ", " + stored + " read back");
      return valid;
    }
  }

  private static List<Person> members(Company company, int size, int room) {
    return company.people().subList(room * size, (room + 1) * size);
  }

  private FanoutLoad load(Child child, List<Room> rooms) throws IOException {
    FanoutLoad load =
        new FanoutLoad(new Loop(), scale.connections, rooms, SENDERS * rooms.size())
            .reach(child.port());
    load.crowd().connect(child.port(), CONNECTED);
    return load;
  }

  /// @return deliveries per second, saturated
  private double measure(Table table, String what, int size, Child child, FanoutLoad load)
      throws IOException {
    String name = what + " " + size;
    Meter meter = child.meter();
    load.saturated(sizes.getFirst() == size ? FIRST * scale.warmUp : scale.warmUp);
    Meter.Reading before = meter.read();
    Fanout full = load.saturated(scale.seconds);
    full.print(table, name + ", saturated", meter.since(before));
    before = meter.read();
    Fanout half = load.paced(scale.seconds, full.acknowledged().perSecond() / 2);
    half.print(table, name + ", half of that", meter.since(before));
    return full.delivered().perSecond();
  }
}
