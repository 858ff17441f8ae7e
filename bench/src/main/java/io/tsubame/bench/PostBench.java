package io.tsubame.bench;

import io.tsubame.bench.HttpLoad.Result;
import io.tsubame.bench.WarmUp.Warmed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Durable posts per second over HTTP, and their latency at half of that, beside the floor that the
/// same machine has in the same run.
@Command(
    name = "post",
    description = "Durable posts per second over HTTP, as a part of the machine's floor.",
    mixinStandardHelpOptions = true)
final class PostBench implements Callable<Integer> {
  /// 200 bytes, as the bars of the design have it.
  private static final String BODY = "body=" + "swallows+fly+home+".repeat(11) + "ok";

  @Mixin private Scale scale = new Scale();

  @Override
  public Integer call() throws IOException, InterruptedException {
    Table table = new Table(System.err, System.out);
    Path directory = Files.createTempDirectory("tsubame-bench");
    try {
      double floor = floor(directory, table);
      return server(directory, table, floor);
    } finally {
      Directories.delete(directory);
    }
  }

  private double floor(Path directory, Table table) throws IOException {
    try (Child child =
            Child.start(
                FloorServer.class,
                Files.createDirectory(directory.resolve("floor")),
                directory.resolve("errors"),
                scale.jvm);
        HttpLoad load = new HttpLoad(child.port(), scale.connections)) {
      HttpCall call = HttpCall.postForm("/post", "0".repeat(32), BODY);
      table.figure(
          "floor warmed up", new WarmUp(child, scale.warmUp).run(load, _ -> call).seconds(), "s");
      Meter.Reading before = child.meter().read();
      Result result = load.closedLoop(_ -> call, scale.seconds);
      table.row("floor: Armeria + RocksDB", result, child.meter().since(before));
      return result.perSecond();
    }
  }

  private int server(Path directory, Table table, double floor)
      throws IOException, InterruptedException {
    Path data = Files.createDirectory(directory.resolve("data"));
    try (Child child =
            Child.start(BenchServer.class, data, directory.resolve("errors"), scale.jvm);
        Company company = Company.on(child.port(), data, scale.members, scale.rooms);
        HttpLoad load = new HttpLoad(child.port(), scale.connections)) {
      IntFunction<HttpCall> calls = calls(company);
      long before = company.readBack();
      Warmed warm = new WarmUp(child, scale.warmUp).run(load, calls);
      table.figure("warmed up", warm.seconds(), "s");
      Meter.Reading cpu = child.meter().read();
      Result full = load.closedLoop(calls, scale.seconds);
      table.row("post: saturated", full, child.meter().since(cpu));
      cpu = child.meter().read();
      Result half = load.openLoop(calls, scale.seconds, full.perSecond() / 2);
      table.row("post: half of that", half, child.meter().since(cpu));
      table.figure("part of the floor", 100 * full.perSecond() / floor, "%");
      long posted = warm.answers() + full.answers() + half.answers();
      table.figure(
          "disk per message", Child.bytesBelow(data) / (double) Math.max(1, posted), "bytes");
      long failed = warm.failures() + full.failures() + half.failures();
      long found = company.readBack();
      boolean valid = failed == 0 && before + posted == found;
      table.verdict(
          valid,
          found
              + " messages read back in order, "
              + (before + posted)
              + " expected, "
              + failed
              + " failed");
      return valid ? 0 : 1;
    }
  }

  /// One call for each room and person, so that nothing is encoded while measuring.
  private IntFunction<HttpCall> calls(Company company) {
    HttpCall[] calls = new HttpCall[company.rooms().size() * company.people().size()];
    for (int i = 0; i < calls.length; i++) {
      calls[i] = post(company.room(i), company.person(i / company.rooms().size()).token());
    }
    return number -> calls[number % calls.length];
  }

  static HttpCall post(int room, String token) {
    return HttpCall.postForm("/v2/rooms/" + room + "/messages", token, BODY);
  }
}
