package io.tsubame.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tsubame.application.OperatingFailure;
import io.tsubame.application.operator.AccountCreation;
import io.tsubame.imports.slack.InvalidArchive;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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

    @Parameters(paramLabel = "FILE.zip", description = "The export as Slack made it")
    private Path zip;

    @Option(
        names = "--data",
        paramLabel = "DIR",
        description =
            "Data directory, whether a server runs on it or not. Default: ${DEFAULT-VALUE}",
        defaultValue = "./data")
    private Path data;

    @Option(
        names = "--organization",
        paramLabel = "O",
        description =
            "Name of the organization; founded where there is none. Default: ${DEFAULT-VALUE}",
        defaultValue = AccountCreation.ORGANIZATION)
    private String organization;

    @Override
    public Integer call() throws InterruptedException {
      ProgressLines progress = new ProgressLines(spec.commandLine().getErr());
      try {
        spec.commandLine().getOut().println(report(progress));
        return 0;
      } catch (InvalidArchive | RemoteImport.Failed refused) {
        return fail(zip + ": " + refused.getMessage());
      } catch (OperatingFailure | IOException failure) {
        return fail("The import stopped; run it again to go on: " + failure.getMessage());
      }
    }

    private ObjectNode report(ProgressLines progress) throws IOException, InterruptedException {
      Path directory = data.toAbsolutePath().normalize();
      Path archive = zip.toAbsolutePath().normalize();
      Optional<Address> server = Address.of(directory).filter(RemoteImport::answers);
      return server.isPresent()
          ? RemoteImport.run(server.get(), archive, organization, progress)
          : LocalImport.run(directory, archive, organization, progress);
    }

    private int fail(String why) {
      spec.commandLine().getErr().println(why);
      return 1;
    }
  }
}
