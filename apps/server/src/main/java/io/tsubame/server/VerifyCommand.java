package io.tsubame.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tsubame.application.OperatingFailure;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Tells whether the data is what was written.
@Command(
    name = "verify",
    description = {
      "Reads the whole log, compares the views with it, and prints one JSON object.",
      "Works with and without a running server; exits with 1 where something is wrong."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class VerifyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Data directory. Default: ${DEFAULT-VALUE}",
      defaultValue = "./data")
  private Path data;

  @Override
  public Integer call() throws InterruptedException {
    try {
      ObjectNode report =
          new UpkeepCall(Upkeep.VERIFY, upkeep -> upkeep::verify)
              .run(data, spec.commandLine().getErr());
      spec.commandLine().getOut().println(report);
      boolean sound = report.path("sound").asBoolean();
      return sound ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    } catch (AdminClient.Refused | OperatingFailure failure) {
      spec.commandLine().getErr().println("Not verified: " + failure.getMessage());
      return CommandLine.ExitCode.SOFTWARE;
    }
  }
}
