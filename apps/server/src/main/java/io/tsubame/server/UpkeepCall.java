package io.tsubame.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tsubame.api.admin.AdminWork.ProgressSink;
import io.tsubame.api.admin.AdminWork.Refused;
import io.tsubame.api.admin.AdminWork.Work;
import io.tsubame.application.OperatingFailure;
import io.tsubame.application.log.CorruptLog;
import io.tsubame.server.config.ConfigurationFaults;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// What the commands that have a work of [Upkeep] done have in common.
final class UpkeepCall {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Mixin private ConfigurationOptions place;

  /// The same for work that needs a log that can be opened.
  int run(String path, Function<Upkeep, Work> work) throws InterruptedException {
    return run(
        path,
        work,
        _ -> true,
        damage -> {
          throw damage;
        });
  }

  /// Prints the report, or why there is none.
  ///
  /// @param good whether what was reported is as it should be
  /// @param unopened what to report where the log is too damaged to be opened
  /// @return the exit code
  int run(
      String path,
      Function<Upkeep, Work> work,
      Predicate<JsonNode> good,
      Function<CorruptLog, ObjectNode> unopened)
      throws InterruptedException {
    try {
      ServerSettings settings = place.settings();
      OperatorWork call =
          new OperatorWork(
              path,
              (wish, progress) -> {
                try {
                  return here(settings, work, wish, progress);
                } catch (CorruptLog damage) {
                  return unopened.apply(damage);
                }
              });
      ObjectNode report =
          call.run(
              settings.data(), new JsonMapper().createObjectNode(), spec.commandLine().getErr());
      spec.commandLine().getOut().println(report);
      return good.test(report) ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    } catch (Refused | OperatingFailure failure) {
      return fail(String.valueOf(failure.getMessage()));
    } catch (ConfigurationFaults faults) {
      return fail(faults.getMessage() + ": " + String.join("; ", faults.faults()));
    }
  }

  private int fail(String why) {
    spec.commandLine().getErr().println(spec.name() + " failed: " + why);
    return CommandLine.ExitCode.SOFTWARE;
  }

  private static ObjectNode here(
      ServerSettings settings, Function<Upkeep, Work> work, JsonNode wish, ProgressSink progress)
      throws Refused, InterruptedException {
    if (settings.cluster() != null) {
      throw new Refused("No node runs here: start one, and ask it");
    }
    Path directory = settings.data();
    if (Files.notExists(directory.resolve("log"))) {
      throw new Refused("There is no data in " + directory);
    }
    List<String> passedOver = Stores.damagePassedOver(directory);
    try (Core core = Core.open(settings)) {
      core.start();
      return work.apply(new Upkeep(core, passedOver)).run(wish, progress);
    }
  }
}
