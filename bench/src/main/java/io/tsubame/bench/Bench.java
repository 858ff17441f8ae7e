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
    description = "Measures a server on this machine. Nothing else should run meanwhile.",
    mixinStandardHelpOptions = true,
    subcommands = {
      PostBench.class,
      TimelineBench.class,
      SearchBench.class,
      UploadBench.class,
      HelpCommand.class
    })
public final class Bench implements Runnable {
  @Spec private CommandSpec spec;

  public static void main(String[] args) {
    System.exit(new CommandLine(new Bench()).execute(args));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "A measurement is needed.");
  }
}
