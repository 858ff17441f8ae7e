package io.tsubame.server.config;

import io.tsubame.api.HttpSettings;
import io.tsubame.api.stream.StreamLimits;
import io.tsubame.application.engine.EngineLimits;
import io.tsubame.application.file.FileLimits;
import io.tsubame.application.live.LiveLimits;
import io.tsubame.domain.Limits;
import io.tsubame.imports.slack.ArchiveLimits;
import io.tsubame.inspection.PreviewLimits;
import io.tsubame.server.SearchSettings;
import java.nio.file.Path;
import java.time.Duration;
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
    FileLimits files,
    Inspection inspection,
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

  /// How the server looks into files.
  ///
  /// @param scanCommand a command that says whether a file is dangerous; empty for none
  /// @param scanTimeout for one file
  public record Inspection(PreviewLimits previews, List<String> scanCommand, Duration scanTimeout) {
    static final Inspection DEFAULT =
        new Inspection(PreviewLimits.DEFAULT, List.of(), Duration.ofMinutes(5));

    public Inspection {
      scanCommand = List.copyOf(scanCommand);
    }
  }

  /// What a server uses that nobody configured.
  public static final Configuration DEFAULT =
      new Configuration(
          new Storage(Path.of("./data"), 64),
          HttpSettings.local(8080),
          Limits.DEFAULT,
          List.of(),
          FileLimits.DEFAULT,
          Inspection.DEFAULT,
          LiveLimits.DEFAULT,
          StreamLimits.DEFAULT,
          EngineLimits.DEFAULT,
          ArchiveLimits.DEFAULT,
          SearchSettings.DEFAULT);
}
