package io.tsubame.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tsubame.api.admin.AdminWork.Refused;
import io.tsubame.application.OperatingFailure;
import io.tsubame.application.organization.Founding;
import io.tsubame.server.config.ConfigurationFaults;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Takes over what was written elsewhere.
@Command(
    name = "import",
    description = "Imports people, rooms and messages from elsewhere.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = ImportCommand.Slack.class)
final class ImportCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "A command is needed, such as: import slack FILE.zip");
  }

  /// Imports the export of a Slack workspace: through the server where one runs on the data
  /// directory, else by itself.
  @Command(
      name = "slack",
      description = {
        "Imports the export of a Slack workspace and prints what it held as one JSON object.",
        "Nothing is visible before all is there. Repeated, it goes on where it was interrupted."
      },
      mixinStandardHelpOptions = true,
      versionProvider = Version.class)
  static final class Slack implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private ConfigurationOptions place;

    @Parameters(paramLabel = "FILE.zip", description = "The export as Slack made it")
    private Path zip;

    @CommandLine.Option(
        names = "--organization",
        paramLabel = "O",
        description =
            "Name of the organization; founded where there is none. Default: the server's only"
                + " organization, else "
                + Founding.UNNAMED)
    private @Nullable String organization;

    @Override
    public Integer call() throws InterruptedException {
      try {
        ServerSettings settings = place.settings();
        OperatorWork work =
            new OperatorWork(
                Imports.SLACK, (wish, progress) -> Imports.slack(settings, wish, progress));
        ObjectNode wish = Imports.wish(zip.toAbsolutePath().normalize(), organization);
        ObjectNode report = work.run(settings.data(), wish, spec.commandLine().getErr());
        spec.commandLine().getOut().println(report);
        return CommandLine.ExitCode.OK;
      } catch (Refused | OperatingFailure failure) {
        return fail(String.valueOf(failure.getMessage()));
      } catch (ConfigurationFaults faults) {
        return fail(faults.getMessage() + ": " + String.join("; ", faults.faults()));
      }
    }

    private int fail(String why) {
      spec.commandLine().getErr().println(why);
      return CommandLine.ExitCode.SOFTWARE;
    }
  }
}
