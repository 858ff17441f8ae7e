package io.tsubame.bench;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The pieces of a post by themselves, with what they allocate.
@Command(
    name = "micro",
    description = "Micro-benchmarks of the hot pieces (JMH), with bytes allocated per operation.",
    mixinStandardHelpOptions = true)
final class MicroBench implements Callable<Integer> {
  private static final String ALLOCATED = "gc.alloc.rate.norm";

  @Parameters(
      paramLabel = "PIECE",
      description = "decide, evolve, project, … Default: all.",
      defaultValue = "")
  private String piece = "";

  @Option(
      names = "--members",
      split = ",",
      description = "Of the room. Default: ${DEFAULT-VALUE}",
      defaultValue = "10,10000")
  private List<String> members = List.of();

  @Override
  public Integer call() throws RunnerException {
    Table table = new Table(System.err, System.out);
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("\\." + HotPieces.class.getSimpleName() + "\\." + piece)
            .param("members", members.toArray(String[]::new))
            .jvmArgsAppend("-Xmx1g", "-XX:+UseCompactObjectHeaders")
            .addProfiler(GCProfiler.class);
    Collection<RunResult> results = new Runner(options.build()).run();
    for (RunResult result : results) {
      String name =
          result.getPrimaryResult().getLabel() + ", " + result.getParams().getParam("members");
      table.figure(name, result.getPrimaryResult().getScore(), "ns");
      Result<?> allocated = result.getSecondaryResults().get(ALLOCATED);
      if (allocated != null) {
        table.figure(name + ": allocated", allocated.getScore(), "bytes");
      }
    }
    return results.isEmpty() ? 1 : 0;
  }
}
