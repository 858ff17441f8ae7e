package io.tsubame.bench;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The `bench` command: measures a real server that it starts itself. Tables go to the standard
/// error, lines of JSON to the standard output.
@Command(
    name = "bench",
    description = {
      "Measures a server on this machine. Nothing else should run meanwhile: figures that other",
      "work disturbed by more than a fifth of a processor are marked with a star.",
      "Tables go to the standard error, one line of JSON per figure to the standard output.",
      "docs/bench.md tells how figures are made and what they were."
    },
    footer = {
      "",
      "Examples:",
      "  bin/bench post --seconds 8 --warm-up 30",
      "  bin/bench fanout --sizes 50,500",
      "  bin/bench fill --data ten --messages 10000000",
      "  bin/bench history --data one --data ten",
      "  bin/bench cluster --nodes 3",
      "  bin/bench peers --only ejabberd",
      "  bin/bench guard"
    },
    mixinStandardHelpOptions = true,
    subcommands = {
      PostBench.class,
      TimelineBench.class,
      SearchBench.class,
      FillBench.class,
      FanoutBench.class,
      IdleBench.class,
      StormBench.class,
      DayBench.class,
      HotRoomBench.class,
      HistoryBench.class,
      StartBench.class,
      MicroBench.class,
      GuardBench.class,
      UploadBench.class,
      ClusterBench.class,
      PeersBench.class,
      HelpCommand.class
    })
public final class Bench implements Runnable {
  @Spec private CommandSpec spec;

  public static void main(String[] args) {
    System.exit(
        new CommandLine(new Bench()).setCaseInsensitiveEnumValuesAllowed(true).execute(args));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "A measurement is needed.");
  }
}
