package io.tsubame.server;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Makes the views or the search index anew.
@Command(
    name = "rebuild",
    description = {
      "Makes all views anew from the log, or the search index anew from the views, uses what it"
          + " made",
      "from then on, and prints one JSON object.",
      "Works with and without a running server, which goes on serving meanwhile. Without one, give"
          + " the",
      "server's configuration, so that the index is made where the server looks for it."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class RebuildCommand implements Callable<Integer> {
  @Mixin private UpkeepCall upkeep;

  @Parameters(
      arity = "0..1",
      paramLabel = "WHAT",
      description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}",
      defaultValue = "views")
  private What what;

  /// What can be made anew.
  enum What {
    views,
    search
  }

  @Override
  public Integer call() throws InterruptedException {
    return switch (what) {
      case views -> upkeep.run(Upkeep.REBUILD, works -> works::rebuild);
      case search -> upkeep.run(Upkeep.REBUILD_SEARCH, works -> works::rebuildSearch);
    };
  }
}
