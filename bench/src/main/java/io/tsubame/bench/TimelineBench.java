package io.tsubame.bench;

import io.tsubame.bench.HttpLoad.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Pages of timelines per second, the newest ones and ones from anywhere in the past.
@Command(
    name = "timeline",
    description = "Pages of 50 messages per second, and their latency at half of that.",
    mixinStandardHelpOptions = true)
final class TimelineBench implements Callable<Integer> {
  private static final int PAGE = 50;

  @Mixin private Scale scale = new Scale();

  @Option(
      names = "--messages",
      description = "Stored messages, over all rooms. Default: ${DEFAULT-VALUE}",
      defaultValue = "200000")
  private int messages;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Table table = new Table(System.err, System.out);
    Path directory = Files.createTempDirectory("tsubame-bench");
    try {
      measure(directory, table);
      return 0;
    } finally {
      Directories.delete(directory);
    }
  }

  private void measure(Path directory, Table table) throws IOException, InterruptedException {
    Path data = Files.createDirectory(directory.resolve("data"));
    try (Child child =
            Child.start(BenchServer.class, data, directory.resolve("errors"), scale.jvm);
        Company company = Company.on(child.port(), data, scale.members, scale.rooms);
        HttpLoad load = new HttpLoad(child.port(), scale.connections)) {
      fill(company, load);
      IntFunction<HttpCall> newest =
          number ->
              HttpCall.get(
                  "/v1/rooms/" + company.room(number) + "/messages?limit=" + PAGE,
                  company.person(number / company.rooms().size()).token());
      part(table, "timeline: newest page", child, load, newest);
      SplittableRandom random = new SplittableRandom(1);
      int perRoom = messages / company.rooms().size();
      IntFunction<HttpCall> past =
          number ->
              HttpCall.get(
                  "/v1/rooms/"
                      + company.room(number)
                      + "/messages?limit="
                      + PAGE
                      + "&before="
                      + random.nextInt(PAGE, perRoom),
                  company.person(number / company.rooms().size()).token());
      part(table, "timeline: any page", child, load, past);
      IntFunction<HttpCall> rooms =
          number -> HttpCall.get("/v1/rooms", company.person(number).token());
      part(table, "room list", child, load, rooms);
    }
  }

  private void part(
      Table table, String name, Child child, HttpLoad load, IntFunction<HttpCall> calls)
      throws IOException {
    load.closedLoop(calls, scale.warmUp);
    Meter.Reading cpu = child.meter().read();
    Result full = load.closedLoop(calls, scale.seconds);
    table.row(name, full, child.meter().since(cpu));
    cpu = child.meter().read();
    Result half = load.openLoop(calls, scale.seconds, full.perSecond() / 2);
    table.row(name + ", half of that", half, child.meter().since(cpu));
  }

  private void fill(Company company, HttpLoad load) throws IOException {
    String body = "body=" + "swallows+fly+home+".repeat(11) + "ok";
    int[] posted = {0};
    while (posted[0] < messages) {
      load.closedLoop(
          number -> {
            posted[0]++;
            return HttpCall.postForm(
                "/v2/rooms/" + company.room(number) + "/messages",
                company.person(number / company.rooms().size()).token(),
                body);
          },
          1);
      System.err.print("\rstored " + posted[0] + " of " + messages + " messages");
    }
    System.err.println();
  }
}
