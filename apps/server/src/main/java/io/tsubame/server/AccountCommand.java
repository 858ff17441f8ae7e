package io.tsubame.server;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tsubame.api.admin.AdminWork.Refused;
import io.tsubame.application.organization.Founding;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Accounts, from the command line.
@Command(
    name = "account",
    description = "Manages accounts of a running server.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = AccountCommand.Add.class)
final class AccountCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "A command is needed, such as: account add");
  }

  /// Makes one account and prints it as one JSON object.
  @Command(
      name = "add",
      description = {
        "Adds an account and prints it, with an API token, as one JSON object.",
        "An account that has neither password nor token, as after an import, is opened instead."
      },
      mixinStandardHelpOptions = true,
      versionProvider = Version.class)
  static final class Add implements Callable<Integer> {
    private static final JsonMapper JSON = new JsonMapper();

    @Spec private CommandSpec spec;

    @Option(
        names = "--data",
        paramLabel = "DIR",
        description = "Data directory of the running server. Default: ${DEFAULT-VALUE}",
        defaultValue = "./data")
    private Path data;

    @Option(names = "--name", paramLabel = "N", required = true, description = "Name to show")
    private String name;

    @Option(
        names = "--email",
        paramLabel = "E",
        required = true,
        description = "Address to sign in with")
    private String email;

    @Option(
        names = "--password",
        paramLabel = "P",
        description = "10 to 200 characters. Without it the account cannot sign in by password")
    private @Nullable String password;

    @Option(
        names = "--organization",
        paramLabel = "O",
        description =
            "Name of the organization; founded where there is none. Default: the server's only"
                + " organization, else "
                + Founding.UNNAMED)
    private @Nullable String organization;

    @Override
    public Integer call() throws InterruptedException {
      ObjectNode wish = JSON.createObjectNode().put("name", name).put("email", email);
      if (password != null) {
        wish.put("password", password);
      }
      if (organization != null) {
        wish.put("organization", organization);
      }
      try (AdminClient server = AdminClient.require(data)) {
        spec.commandLine().getOut().println(server.call("/v1/admin/accounts", wish));
        return CommandLine.ExitCode.OK;
      } catch (Refused refused) {
        spec.commandLine().getErr().println(refused.getMessage());
        return CommandLine.ExitCode.SOFTWARE;
      }
    }
  }
}
