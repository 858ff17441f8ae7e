package io.tsubame.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tsubame.api.admin.AdminWork.Refused;
import io.tsubame.application.OperatingFailure;
import io.tsubame.server.config.ConfigurationFaults;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Moves all data to another place.
@Command(
    name = "move",
    description = {
      "Moves all data to another place, above all from one machine to a cluster and back: copies it"
          + " while",
      "people work, follows what they add, then lets nobody change anything for some seconds,"
          + " compares both",
      "places, and opens the new one. Prints what it did as one JSON object. Repeated, it goes on"
          + " where it was",
      "interrupted. See docs/ops/move.md."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class MoveCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @CommandLine.Option(
      names = "--from",
      required = true,
      paramLabel = "FILE",
      description = "Configuration file of the servers that have the data now")
  private Path from;

  @CommandLine.Option(
      names = "--to",
      paramLabel = "FILE",
      description = "Configuration file of the servers that will have it")
  private @Nullable Path to;

  @CommandLine.Option(
      names = "--copy-only",
      description = "Ends when all is copied and compared; the next move only brings the rest")
  private boolean copyOnly;

  @CommandLine.Option(
      names = "--leave-lost-files",
      description = "Goes without files whose bytes are missing or damaged, and names them")
  private boolean leaveLostFiles;

  @CommandLine.Option(
      names = "--undo",
      description = "Lets the old place take changes again, if the new one has taken none")
  private boolean undo;

  @CommandLine.Option(
      names = "--without-target",
      description = "With --undo, where the new place is lost for good")
  private boolean withoutTarget;

  @Override
  public Integer call() throws InterruptedException {
    if ((to == null) != (undo && withoutTarget)) {
      throw new ParameterException(
          spec.commandLine(), "--to FILE is needed, but with --undo --without-target");
    }
    try {
      ServerSettings settings = ConfigurationOptions.settingsOf(from);
      Moves.Wish wish =
          new Moves.Wish(
              to == null ? null : to.toAbsolutePath().normalize(), undo, copyOnly, leaveLostFiles);
      ObjectNode report = run(settings, wish.sent());
      spec.commandLine().getOut().println(report);
      tellNext(report);
      return CommandLine.ExitCode.OK;
    } catch (Refused | OperatingFailure failure) {
      return fail(String.valueOf(failure.getMessage()));
    } catch (ConfigurationFaults faults) {
      return fail(faults.getMessage() + ": " + String.join("; ", faults.faults()));
    }
  }

  /// Where a server has the directory, it does the work. The stores of a cluster are open to all.
  private ObjectNode run(ServerSettings settings, ObjectNode wish)
      throws Refused, InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    return settings.cluster() == null
        ? new OperatorWork(Moves.MOVE, (sent, progress) -> Moves.here(settings, sent, progress))
            .run(settings.data(), wish, err)
        : Moves.here(settings, wish, new ProgressLines(err));
  }

  private void tellNext(ObjectNode report) {
    PrintWriter err = spec.commandLine().getErr();
    if (report.path("switched").asBoolean()) {
      err.println("All data is at the new place, and the old one takes no changes any more. Now:");
      err.println(
          "  bin/tsubame serve --config " + to + "   (on a cluster: every node with its own)");
      err.println("and let people reach it there. Then stop the old servers.");
    } else if (!undo) {
      err.println("All is copied, and people work on at the old place. To switch:");
      err.println("  bin/tsubame move --from " + from + " --to " + to);
    }
    err.flush();
  }

  private int fail(String why) {
    spec.commandLine().getErr().println("move failed: " + why);
    return CommandLine.ExitCode.SOFTWARE;
  }
}
