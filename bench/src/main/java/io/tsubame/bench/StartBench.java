package io.tsubame.bench;

import io.tsubame.bench.HttpLoad.Work;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// From the command to a server that is ready, after one was killed while people posted. Everything
/// acknowledged must be there then.
@Command(
    name = "start",
    description = "Time from `bin/tsubame serve` to ready, after `kill -9` under load.",
    mixinStandardHelpOptions = true)
final class StartBench implements Callable<Integer> {
  private static final String READY = "Tsubame is ready at ";

  /// In seconds; nobody waits so long.
  private static final double UNTIL_KILLED = 86_400;

  @Mixin private Scale scale = new Scale();

  @Option(
      names = "--data",
      required = true,
      description = "A directory made by `fill`, with as many messages as wanted.")
  private Path data;

  @Option(
      names = "--rounds",
      description = "How often it is killed and started. Default: ${DEFAULT-VALUE}",
      defaultValue = "3")
  private int rounds;

  private final HttpClient client = HttpClient.newHttpClient();

  @Override
  public Integer call() throws IOException, InterruptedException {
    Table table = new Table(System.err, System.out);
    Path errors = Files.createTempFile("tsubame-bench", ".errors");
    Stored company = Stored.in(data, errors, scale, scale.jvm);
    build();
    List<Double> seconds = new ArrayList<>();
    boolean valid = true;
    for (int round = 0; round < rounds; round++) {
      long expected = postAndKill(company, errors);
      seconds.add(start(table, errors));
      try (Child child = Child.start(BenchServer.class, data, errors, scale.jvm);
          SearchClient reader = new SearchClient(child.port(), company.token())) {
        long stored = company.stored(reader);
        valid &= stored >= expected;
        table.verdict(stored >= expected, expected + " acknowledged, " + stored + " there");
        child.kill();
      }
    }
    table.figure("start to ready, median", HotRoomBench.median(seconds), "s");
    Files.delete(errors);
    return valid ? 0 : 1;
  }

  /// So that no start builds what is not built yet.
  private static void build() throws IOException, InterruptedException {
    Process version =
        new ProcessBuilder(program(), "version")
            .redirectError(Redirect.INHERIT)
            .redirectOutput(Redirect.DISCARD)
            .start();
    if (version.waitFor() != 0) {
      throw new IOException("bin/tsubame does not run");
    }
  }

  private static String program() {
    return Path.of(System.getProperty("tsubame.root"), "bin", "tsubame").toString();
  }

  /// Posts that are counted when they are acknowledged.
  private static final class Posts implements Work {
    private final Stored company;
    private long acknowledged;

    Posts(Stored company) {
      this.company = company;
    }

    @Override
    public HttpCall call(int number, long dueNanos) {
      return company.post(number, "body=" + "swallows+".repeat(22));
    }

    @Override
    public void answered(HttpConnection connection, int status, long micros) {
      acknowledged += status == 200 ? 1 : 0;
    }
  }

  /// @return how many messages there must be at least
  private long postAndKill(Stored company, Path errors) throws IOException, InterruptedException {
    try (Child child = Child.start(BenchServer.class, data, errors, scale.jvm);
        SearchClient reader = new SearchClient(child.port(), company.token());
        HttpLoad load = new HttpLoad(child.port(), scale.connections)) {
      long before = company.stored(reader);
      Posts posts = new Posts(company);
      Thread killer = Thread.ofPlatform().start(() -> killLater(child));
      try {
        load.closedLoop(posts, UNTIL_KILLED);
      } catch (IOException _) {
        // what was under way has no answer
      }
      killer.join();
      return before + posts.acknowledged;
    }
  }

  private void killLater(Child child) {
    try {
      Thread.sleep(Duration.ofMillis((long) (1e3 * scale.seconds)));
      child.kill();
    } catch (InterruptedException _) {
      // nobody waits for it any more
    }
  }

  private double start(Table table, Path errors) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    Process server =
        new ProcessBuilder(program(), "serve", "--data", data.toString(), "--port", "0")
            .redirectError(Redirect.appendTo(errors.toFile()))
            .start();
    try (BufferedReader lines = server.inputReader(StandardCharsets.UTF_8)) {
      String line = lines.readLine();
      while (line != null && !line.startsWith(READY)) {
        line = lines.readLine();
      }
      if (line == null) {
        throw new IOException("the server ended before it was ready, see " + errors);
      }
      double answers = (System.nanoTime() - begin) / 1e9;
      awaitReady(URI.create(line.substring(READY.length()).strip() + "/health/ready"));
      double ready = (System.nanoTime() - begin) / 1e9;
      table.figure("start to the first answer", answers, "s");
      table.figure("start to ready", ready, "s");
      return ready;
    } finally {
      server.descendants().forEach(ProcessHandle::destroyForcibly);
      boolean _ = server.destroyForcibly().waitFor(20, TimeUnit.SECONDS);
    }
  }

  private void awaitReady(URI health) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(health).build();
    while (client.send(request, BodyHandlers.discarding()).statusCode() != 200) {
      Thread.sleep(10);
    }
  }
}
