package io.tsubame.bench;

import io.tsubame.bench.HttpLoad.Result;
import io.tsubame.bench.WarmUp.Warmed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Durable posts per second, and how soon the views show them, on one server alone or on the nodes
/// of a cluster, with the processor time of everything that takes part, so that the cost of a post
/// can be compared.
@Command(
    name = "cluster",
    description = "Durable posts per second on nodes of a cluster, their cost, and the views' lag.",
    mixinStandardHelpOptions = true)
final class ClusterBench implements Callable<Integer> {
  @Mixin private Scale scale = new Scale();

  @Option(
      names = "--nodes",
      description = "0 for a server alone on embedded stores. Default: ${DEFAULT-VALUE}",
      defaultValue = "3")
  private int nodes;

  @Option(
      names = "--pace",
      description =
          "Posts per second of the second part, so that runs can be compared, in place of half of"
              + " what the first part came to.")
  private double pace;

  private final Table table = new Table(System.err, System.out);

  @Override
  public Integer call() throws Exception {
    Path directory = Files.createTempDirectory("tsubame-bench");
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    try {
      return nodes == 0 ? alone(directory) : clustered(directory);
    } finally {
      Directories.delete(directory);
    }
  }

  private int alone(Path directory) throws Exception {
    Path data = Files.createDirectory(directory.resolve("data"));
    try (Child child =
        Child.start(BenchServer.class, data, directory.resolve("errors"), scale.jvm)) {
      return measure(List.of(child), data, List.of());
    }
  }

  private int clustered(Path directory) throws Exception {
    List<Child> children = new ArrayList<>();
    try (Engines engines = Engines.up(Files.createDirectory(directory.resolve("cluster")))) {
      try {
        for (Path configuration : engines.configurations(nodes)) {
          children.add(
              Child.start(
                  BenchServer.class, configuration, directory.resolve("errors"), scale.jvm));
        }
        return measure(children, engines.data(1), engines.processes());
      } finally {
        children.forEach(Child::close);
      }
    }
  }

  private int measure(List<Child> servers, Path data, List<ProcessHandle> engines)
      throws IOException, InterruptedException, ExecutionException {
    List<ProcessHandle> ours = servers.stream().map(Child::process).toList();
    Meter all = new Meter(Stream.concat(ours.stream(), engines.stream()).toList());
    Meter nodesAlone = new Meter(ours);
    int each = Math.max(1, scale.connections / servers.size());
    try (Company company = Company.on(servers.getFirst().port(), data, scale.members, scale.rooms);
        HttpLoad load = new HttpLoad(new Loop(), each)) {
      for (Child server : servers) {
        load.connect(server.port());
      }
      Sight sight = new Sight(servers, company);
      IntFunction<HttpCall> calls = calls(company);
      long before = company.readBack();
      Warmed warm = new WarmUp(servers, scale.warmUp).run(load, calls);
      table.figure("warmed up", warm.seconds(), "s");
      Meter.Reading used = all.read();
      Meter.Reading usedByNodes = nodesAlone.read();
      Result full = load.closedLoop(calls, scale.seconds);
      table.row("posts, saturated", full, all.since(used));
      byNodes(full, nodesAlone.since(usedByNodes));
      used = all.read();
      usedByNodes = nodesAlone.read();
      double perSecond = pace > 0 ? pace : full.perSecond() / 2;
      FutureTask<Result> posting =
          new FutureTask<>(() -> load.openLoop(calls, scale.seconds, perSecond));
      Thread.ofPlatform().start(posting);
      long looked = sight.watch(posting);
      Result half = posting.get();
      table.row(pace > 0 ? "posts, at a pace" : "posts, half of that", half, all.since(used));
      byNodes(half, nodesAlone.since(usedByNodes));
      sight.tell(table);
      long posted = warm.answers() + full.answers() + half.answers() + looked;
      long failed = warm.failures() + full.failures() + half.failures();
      long found = company.readBack();
      boolean valid = failed == 0 && before + posted == found;
      table.verdict(
          valid,
          "%d messages read back in order, %d expected, %d failed"
              .formatted(found, before + posted, failed));
      return valid ? 0 : 1;
    }
  }

  private void byNodes(Result result, Meter.Spent spent) {
    table.figure(
        "  of that the nodes",
        1e3 * spent.server() / Math.max(1, result.answers()),
        "processor s per 1,000");
  }

  /// Everybody posts but the last, who looks: whoever has posted waits for the views by themselves.
  private static IntFunction<HttpCall> calls(Company company) {
    int rooms = company.rooms().size();
    int writers = company.people().size() - 1;
    HttpCall[] calls = new HttpCall[rooms * writers];
    for (int i = 0; i < calls.length; i++) {
      String token = company.people().get(i / rooms).token();
      calls[i] = PostBench.post(company.room(i), token);
    }
    return number -> calls[number % calls.length];
  }
}
