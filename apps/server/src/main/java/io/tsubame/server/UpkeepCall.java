package io.tsubame.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tsubame.api.HttpSettings;
import io.tsubame.api.admin.AdminWork.ProgressSink;
import io.tsubame.api.admin.AdminWork.Refused;
import io.tsubame.api.admin.AdminWork.Work;
import io.tsubame.application.OperatingFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// What the commands that have a work of [Upkeep] done have in common.
final class UpkeepCall {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Data directory. Default: ${DEFAULT-VALUE}",
      defaultValue = "./data")
  private Path data;

  /// Prints the report, or why there is none.
  ///
  /// @param good whether what was reported is as it should be
  /// @return the exit code
  int run(String path, Function<Upkeep, Work> work, Predicate<JsonNode> good)
      throws InterruptedException {
    Path directory = data.toAbsolutePath().normalize();
    OperatorWork call =
        new OperatorWork(path, (wish, progress) -> here(directory, work, wish, progress));
    try {
      ObjectNode report =
          call.run(directory, new JsonMapper().createObjectNode(), spec.commandLine().getErr());
      spec.commandLine().getOut().println(report);
      return good.test(report) ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    } catch (Refused | OperatingFailure failure) {
      spec.commandLine().getErr().println(spec.name() + " failed: " + failure.getMessage());
      return CommandLine.ExitCode.SOFTWARE;
    }
  }

  private static ObjectNode here(
      Path directory, Function<Upkeep, Work> work, JsonNode wish, ProgressSink progress)
      throws Refused, InterruptedException {
    if (Files.notExists(directory.resolve("log"))) {
      throw new Refused("There is no data in " + directory);
    }
    List<String> passedOver = Stores.damagePassedOver(directory);
    try (Core core = Core.open(ServerSettings.in(directory, HttpSettings.local(0)))) {
      core.start();
      return work.apply(new Upkeep(core, passedOver)).run(wish, progress);
    }
  }
}
