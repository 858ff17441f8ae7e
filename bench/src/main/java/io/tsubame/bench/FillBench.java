package io.tsubame.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Makes a directory with many messages, for `history`, `start` and `search`.
@Command(
    name = "fill",
    description = "Fills a directory with messages for other measurements; goes on if interrupted.",
    mixinStandardHelpOptions = true)
final class FillBench implements Callable<Integer> {
  @Mixin private Scale scale = new Scale();

  @Option(names = "--data", required = true, description = "The directory, made where absent.")
  private Path data;

  @Option(
      names = "--messages",
      description = "Stored in the end. Default: ${DEFAULT-VALUE}",
      defaultValue = "1000000")
  private long messages;

  @Option(
      names = "--body",
      description = "Bytes of a text on average. Default: ${DEFAULT-VALUE}",
      defaultValue = "200")
  private int body;

  @Option(
      names = "--at-most",
      description = "Seconds after which to stop, to go on another time. Default: no end.")
  private long atMost = Duration.ofDays(1).toSeconds();

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path errors = Files.createTempFile("tsubame-bench", ".errors");
    Stored company = Stored.in(data, errors, scale, scale.jvm);
    long stored =
        company.fill(
            number -> new VariedTexts(List.of(), body, number + 1),
            messages,
            Duration.ofSeconds(atMost));
    Files.delete(errors);
    return stored < messages ? 1 : 0;
  }
}
