package io.tsubame.server.config;

import io.tsubame.api.HttpSettings;
import io.tsubame.api.stream.StreamLimits;
import io.tsubame.application.engine.EngineLimits;
import io.tsubame.application.live.LiveLimits;
import io.tsubame.domain.Limits;
import io.tsubame.imports.slack.ArchiveLimits;
import io.tsubame.server.SearchSettings;
import java.nio.file.Path;
import java.util.List;

/// Everything that can be chosen about a server, as one tree. The keys of a configuration file are
/// the names of the components in kebab case, so there is nothing to choose in a file that cannot
/// be chosen in code.
///
/// @param reactions what members may react with beside the built-in ones
/// @param archive what an archive to import may ask of the server
public record Configuration(
    Storage storage,
    HttpSettings server,
    Limits limits,
    List<String> reactions,
    LiveLimits live,
    StreamLimits stream,
    EngineLimits engine,
    ArchiveLimits archive,
    SearchSettings search) {

  public Configuration {
    reactions = List.copyOf(reactions);
  }

  /// @param directory of all data
  /// @param shards into which the data is cut when it is created
  public record Storage(Path directory, int shards) {}

  /// What a server uses that nobody configured.
  public static final Configuration DEFAULT =
      new Configuration(
          new Storage(Path.of("./data"), 64),
          HttpSettings.local(8080),
          Limits.DEFAULT,
          List.of(),
          LiveLimits.DEFAULT,
          StreamLimits.DEFAULT,
          EngineLimits.DEFAULT,
          ArchiveLimits.DEFAULT,
          SearchSettings.DEFAULT);
}
