package io.tsubame.bench;

import io.tsubame.bench.HttpLoad.Result;
import io.tsubame.testkit.s3.S3Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.IntFunction;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What a large upload costs those who talk meanwhile, and the server's memory: posts at a fixed
/// rate, alone and beside an upload, in turn.
@Command(
    name = "upload",
    description = "A large upload while others post: their latency, and the server's memory.",
    mixinStandardHelpOptions = true)
final class UploadBench implements Callable<Integer> {
  private static final Path MEMORY = Path.of("/dev/shm");

  @Mixin private Scale scale = new Scale();

  @Option(
      names = "--megabytes",
      description = "Size of the file. Default: ${DEFAULT-VALUE}",
      defaultValue = "1024")
  int megabytes;

  @Option(
      names = "--rate",
      description = "Posts per second of all clients together. Default: ${DEFAULT-VALUE}",
      defaultValue = "200")
  int rate;

  @Option(
      names = "--pace",
      description = "Megabytes per second at most, 0 for no bound. Default: ${DEFAULT-VALUE}",
      defaultValue = "0")
  int pace;

  @Option(
      names = "--rounds",
      description = "How often, alone and beside an upload in turn. Default: ${DEFAULT-VALUE}",
      defaultValue = "3")
  int rounds;

  @Option(
      names = "--s3",
      description = "Into an S3Proxy that is started for it, not into the data directory.")
  boolean s3;

  @Option(
      names = "--elsewhere",
      description = {
        "With --s3: as if the storage were another machine. Its files lie in memory (/dev/shm),",
        "and it has only the processors that nobody else wants."
      })
  boolean elsewhere;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (elsewhere && !s3) {
      System.err.println("--elsewhere is about the storage of --s3, which is missing.");
      return 2;
    }
    Path directory = Files.createTempDirectory("tsubame-bench");
    Path stored = elsewhere ? Files.createTempDirectory(MEMORY, "tsubame-bench") : directory;
    try (S3Server storage = s3 ? storage(stored.resolve("storage")) : null) {
      return measure(directory, storage);
    } finally {
      Directories.delete(directory);
      if (elsewhere) {
        Directories.delete(stored);
      }
    }
  }

  private S3Server storage(Path folder) throws IOException {
    return elsewhere ? S3Server.startYielding(folder) : S3Server.start(folder);
  }

  private int measure(Path directory, @Nullable S3Server storage)
      throws IOException, InterruptedException {
    Table table = new Table(System.err, System.out);
    Path data = Files.createDirectory(directory.resolve("data"));
    List<String> options = new ArrayList<>(scale.jvm);
    if (storage != null) {
      Path credentials =
          Files.writeString(
              directory.resolve("credentials"), S3Server.ACCESS_KEY + "\n" + S3Server.SECRET_KEY);
      options.addAll(BenchServer.filesAt(storage.endpoint(), S3Server.BUCKET, credentials));
    }
    try (Child child = Child.start(BenchServer.class, data, directory.resolve("errors"), options);
        Company company = Company.on(child.port(), data, scale.members, scale.rooms);
        HttpLoad load = new HttpLoad(child.port(), scale.connections)) {
      IntFunction<HttpCall> calls = calls(company);
      table.figure("warmed up", new WarmUp(child, scale.warmUp).run(load, calls).seconds(), "s");
      new BigUpload(child.port(), company, megabytes, 0).run();
      Histogram quiet = new Histogram(HttpLoad.HIGHEST_MICROS, 3);
      Histogram loud = new Histogram(HttpLoad.HIGHEST_MICROS, 3);
      long failures = 0;
      for (int round = 0; round < rounds; round++) {
        Meter.Reading cpu = child.meter().read();
        Result alone = load.openLoop(calls, scale.seconds, rate);
        table.row("posts alone", alone, child.meter().since(cpu));
        quiet.add(alone.latency());
        FutureTask<Double> upload =
            new FutureTask<>(new BigUpload(child.port(), company, megabytes, pace)::run);
        Result beside = beside(upload, child, load, calls, table);
        loud.add(beside.latency());
        failures += alone.failures() + beside.failures();
      }
      table.figure("p99 alone, all rounds", quiet.getValueAtPercentile(99) / 1e3, "ms");
      table.figure("p99 beside, all rounds", loud.getValueAtPercentile(99) / 1e3, "ms");
      double ratio = loud.getValueAtPercentile(99) / (double) quiet.getValueAtPercentile(99);
      table.figure("p99 beside / alone", ratio, "times");
      return failures == 0 ? 0 : 1;
    }
  }

  private Result beside(
      FutureTask<Double> upload,
      Child child,
      HttpLoad load,
      IntFunction<HttpCall> calls,
      Table table)
      throws IOException, InterruptedException {
    table.figure("resident memory before", (double) child.residentMegabytes(), "MB");
    long written = child.writtenMegabytes();
    long passed = Child.loopbackMegabytes();
    Watch watch = Watch.over(child);
    Meter.Reading cpu = child.meter().read();
    Thread.ofPlatform().name("upload").start(upload);
    Result loud = load.openLoop(calls, scale.seconds, rate);
    table.row("posts beside the upload", loud, child.meter().since(cpu));
    try {
      table.figure("upload", upload.get(), "MB/s");
    } catch (ExecutionException e) {
      throw new IOException("the upload failed", e.getCause());
    }
    table.figure("resident memory at most", (double) watch.end(), "MB");
    table.figure("written by the server", (double) child.writtenMegabytes() - written, "MB");
    table.figure("over the loopback, posts too", (double) Child.loopbackMegabytes() - passed, "MB");
    return loud;
  }

  private static IntFunction<HttpCall> calls(Company company) {
    HttpCall[] calls = new HttpCall[company.rooms().size() * company.people().size()];
    for (int i = 0; i < calls.length; i++) {
      calls[i] =
          PostBench.post(company.room(i), company.person(i / company.rooms().size()).token());
    }
    return number -> calls[number % calls.length];
  }
}
