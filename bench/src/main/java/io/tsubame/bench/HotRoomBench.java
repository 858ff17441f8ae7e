package io.tsubame.bench;

import io.tsubame.bench.Company.Room;
import io.tsubame.bench.HttpLoad.Result;
import io.tsubame.bench.HttpLoad.Work;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What other rooms feel of one room that takes four fifths of all posts: the same rate, spread
/// evenly and not, in turns. All members are connected.
@Command(
    name = "hotroom",
    description = "Latency in other rooms while one room takes 80 %% of the posts.",
    mixinStandardHelpOptions = true)
final class HotRoomBench implements Callable<Integer> {
  private static final int HOT_OF_TEN = 8;

  @Mixin private Scale scale = new Scale();

  @Option(
      names = "--rounds",
      description = "How often both are measured in turns. Default: ${DEFAULT-VALUE}",
      defaultValue = "3")
  private int rounds;

  @Option(
      names = "--rate",
      description = "Posts per second. Default: half of what an even load reaches.")
  private double rate;

  /// Posts of which some go to the first room, as many of ten as told, and the rest to all others.
  private record Spread(FanoutLoad load, List<Room> rooms, int hotOfTen, Histogram others)
      implements Work {
    @Override
    public HttpCall call(int number, long dueNanos) {
      boolean hot = number % 10 < hotOfTen;
      Room room = rooms.get(hot ? 0 : 1 + number % (rooms.size() - 1));
      HttpCall post = load.post(room, number / rooms.size(), FanoutLoad.REST, dueNanos);
      return hot ? post : post.as("other");
    }

    @Override
    public void answered(HttpConnection connection, int status, long micros) {
      load.answered(connection, status, micros);
      if (connection.call().kind().equals("other")) {
        others.recordValue(Math.min(micros, HttpLoad.HIGHEST_MICROS));
      }
    }
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Table table = new Table(System.err, System.out);
    Path directory = Files.createTempDirectory("tsubame-bench");
    Path data = Files.createDirectory(directory.resolve("data"));
    int people = scale.members * scale.rooms;
    try (Loop loop = new Loop();
        Child child = Child.start(BenchServer.class, data, directory.resolve("errors"), scale.jvm);
        Company company = Company.on(child.port(), data, people, 0)) {
      int each = scale.members;
      List<Room> rooms =
          company.openRooms(scale.rooms, i -> company.people().subList(i * each, (i + 1) * each));
      FanoutLoad load =
          new FanoutLoad(loop, scale.connections, rooms, scale.connections).reach(child.port());
      load.crowd().connect(child.port(), Duration.ofMinutes(2));
      return measure(table, child, load, rooms);
    } finally {
      Directories.delete(directory);
    }
  }

  private int measure(Table table, Child child, FanoutLoad load, List<Room> rooms)
      throws IOException {
    load.saturated(scale.warmUp);
    double reached = load.saturated(scale.seconds).acknowledged().perSecond();
    double perSecond = rate > 0 ? rate : reached / 2;
    List<Double> even = new ArrayList<>();
    List<Double> hot = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      even.add(
          part(
              table,
              "other rooms, even load",
              child,
              new Spread(load, rooms, 0, fresh()),
              perSecond));
      hot.add(
          part(
              table,
              "other rooms, one room hot",
              child,
              new Spread(load, rooms, HOT_OF_TEN, fresh()),
              perSecond));
    }
    table.figure("p99 with a hot room / even", median(hot) / median(even), "times");
    table.verdict(load.gate().isPassed(), load.gate().words());
    return load.gate().isPassed() ? 0 : 1;
  }

  /// @return the 99th percentile in the other rooms, in milliseconds
  private double part(Table table, String name, Child child, Spread spread, double perSecond)
      throws IOException {
    Meter.Reading before = child.meter().read();
    spread.load().paced(spread, scale.seconds, perSecond);
    Meter.Spent spent = child.meter().since(before);
    Histogram others = spread.others();
    Result result = new Result(others.getTotalCount(), 0, scale.seconds, others);
    table.row(name, result, spent);
    return result.millis(99);
  }

  private static Histogram fresh() {
    return new Histogram(HttpLoad.HIGHEST_MICROS, 3);
  }

  static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }
}
