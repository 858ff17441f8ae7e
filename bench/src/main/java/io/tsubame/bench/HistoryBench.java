package io.tsubame.bench;

import io.tsubame.bench.HttpLoad.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Whether posts and pages cost more with a long history: the same load on directories with few and
/// many messages, in turns.
@Command(
    name = "history",
    description = "Cost of posts, pages and room lists, by how many messages are stored.",
    mixinStandardHelpOptions = true)
final class HistoryBench implements Callable<Integer> {
  private static final int PAGE = 50;

  @Mixin private Scale scale = new Scale();

  @Option(
      names = "--data",
      required = true,
      description = "Directories made by `fill`, the one with the fewest messages first; repeated.")
  private List<Path> directories = List.of();

  @Option(
      names = "--rounds",
      description = "How often each is measured. Default: ${DEFAULT-VALUE}",
      defaultValue = "3")
  private int rounds;

  /// Server's processor seconds for 1,000 calls of a kind on a directory, of each round.
  private final Map<Measured, List<Double>> costs = new LinkedHashMap<>();

  private record Measured(String kind, Path data) {}

  private record Setting(Table table, Path data, Child child, HttpLoad load) {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    Table table = new Table(System.err, System.out);
    Path errors = Files.createTempFile("tsubame-bench", ".errors");
    for (int round = 0; round < rounds; round++) {
      for (Path data : directories) {
        measure(table, data, errors);
      }
    }
    costs.forEach((measured, seconds) -> compare(table, measured, seconds));
    Files.delete(errors);
    return 0;
  }

  private void measure(Table table, Path data, Path errors)
      throws IOException, InterruptedException {
    Stored company = Stored.in(data, errors, scale, scale.jvm);
    try (Child child = Child.start(BenchServer.class, data, errors, scale.jvm);
        SearchClient search = new SearchClient(child.port(), company.token())) {
      search.awaitCurrent();
      long stored = company.stored(search);
      table.figure(data.getFileName() + ": stored", (double) stored, "");
      try (HttpLoad load = new HttpLoad(child.port(), scale.connections)) {
        measure(company, stored, new Setting(table, data, child, load));
      }
    }
  }

  private void measure(Stored company, long stored, Setting setting) throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    int perRoom = (int) (stored / company.rooms().size());
    part(setting, "post", n -> company.post(n, "body=" + "swallows+".repeat(22)));
    part(setting, "newest page", n -> page(company, n, ""));
    part(setting, "any page", n -> page(company, n, "&before=" + random.nextInt(PAGE, perRoom)));
    part(setting, "room list", _ -> HttpCall.get("/v1/rooms", company.token()));
  }

  private static HttpCall page(Stored company, int number, String where) {
    return HttpCall.get(
        "/v1/rooms/" + company.room(number) + "/messages?limit=" + PAGE + where, company.token());
  }

  private void part(Setting setting, String kind, IntFunction<HttpCall> calls) throws IOException {
    setting.load().closedLoop(calls, scale.warmUp);
    Meter meter = setting.child().meter();
    Meter.Reading before = meter.read();
    Result full = setting.load().closedLoop(calls, scale.seconds);
    Meter.Spent spent = meter.since(before);
    setting.table().row(setting.data().getFileName() + ": " + kind, full, spent);
    costs
        .computeIfAbsent(new Measured(kind, setting.data()), _ -> new ArrayList<>())
        .add(1e3 * spent.server() / full.answers());
  }

  private void compare(Table table, Measured measured, List<Double> seconds) {
    Measured first = new Measured(measured.kind(), directories.getFirst());
    if (!measured.equals(first)) {
      double before = HotRoomBench.median(costs.getOrDefault(first, seconds));
      double more = 100 * (HotRoomBench.median(seconds) / before - 1);
      table.figure(
          measured.kind() + ": dearer in " + measured.data().getFileName() + " by", more, "%");
    }
  }
}
