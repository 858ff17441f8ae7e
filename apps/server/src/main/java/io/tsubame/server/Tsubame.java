package io.tsubame.server;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The `tsubame` command. It does nothing by itself: each operation is a subcommand.
@Command(
    name = "tsubame",
    description = "Business chat: server and operations.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {
      ServeCommand.class,
      AccountCommand.class,
      ImportCommand.class,
      DoctorCommand.class,
      VerifyCommand.class,
      RebuildCommand.class,
      MoveCommand.class,
      VersionCommand.class,
      HelpCommand.class
    })
public final class Tsubame implements Runnable {
  @Spec private CommandSpec spec;

  /// Runs one command and ends the process with its exit code: 0 done, 1 failed, 2 misused.
  public static void main(String[] args) {
    ThreadBudget.apply();
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Tsubame());
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "A command is needed.");
  }
}
