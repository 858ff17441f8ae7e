package io.tsubame.server;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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
  @Mixin private UpkeepCall upkeep;

  @Override
  public Integer call() throws InterruptedException {
    return upkeep.run(
        Upkeep.VERIFY,
        works -> works::verify,
        report -> report.path("sound").asBoolean(),
        damage -> Upkeep.report(0, 0, List.of(String.valueOf(damage.getMessage()))));
  }
}
