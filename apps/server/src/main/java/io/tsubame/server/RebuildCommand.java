package io.tsubame.server;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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
  @Mixin private UpkeepCall upkeep;

  @Override
  public Integer call() throws InterruptedException {
    return upkeep.run(Upkeep.REBUILD, works -> works::rebuild, _ -> true);
  }
}
