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

/// Makes the views anew.
@Command(
    name = "rebuild",
    description = {
      "Makes all views anew from the log, uses them from then on, and prints one JSON object.",
      "Works with and without a running server, which goes on serving meanwhile."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class RebuildCommand implements Callable<Integer> {
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
          new UpkeepCall(Upkeep.REBUILD, upkeep -> upkeep::rebuild)
              .run(data, spec.commandLine().getErr());
      spec.commandLine().getOut().println(report);
      return CommandLine.ExitCode.OK;
    } catch (AdminClient.Refused | OperatingFailure failure) {
      spec.commandLine().getErr().println("Not rebuilt: " + failure.getMessage());
      return CommandLine.ExitCode.SOFTWARE;
    }
  }
}
