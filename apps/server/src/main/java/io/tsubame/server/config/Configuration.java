package io.tsubame.server.config;

import io.tsubame.api.HttpSettings;
import io.tsubame.api.stream.StreamLimits;
import io.tsubame.application.engine.EngineLimits;
import io.tsubame.application.file.FileLimits;
import io.tsubame.application.live.LiveLimits;
import io.tsubame.cluster.pekko.PekkoPeersConfig;
import io.tsubame.domain.Limits;
import io.tsubame.imports.slack.ArchiveLimits;
import io.tsubame.inspection.PreviewLimits;
import io.tsubame.server.ClusterSettings;
import io.tsubame.server.HBaseSettings;
import io.tsubame.server.KafkaSettings;
import io.tsubame.server.SearchSettings;
import io.tsubame.server.SessionSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Everything that can be chosen about a server, as one tree. The keys of a configuration file are
/// the names of the components in kebab case, so there is nothing to choose in a file that cannot
/// be chosen in code.
///
/// @param profile `embedded` for a server that is alone, or `cluster` for a node among others
/// @param reactions what members may react with beside the built-in ones
/// @param archive what an archive to import may ask of the server
/// @param cluster this and `kafka` and `hbase` only with the profile `cluster`
public record Configuration(
    String profile,
    Storage storage,
    HttpSettings server,
    Limits limits,
    List<String> reactions,
    FileLimits files,
    FileStorage fileStorage,
    Inspection inspection,
    LiveLimits live,
    StreamLimits stream,
    EngineLimits engine,
    ArchiveLimits archive,
    SearchSettings search,
    SessionSettings sessions,
    PekkoPeersConfig cluster,
    KafkaSettings kafka,
    HBaseSettings hbase) {
  public static final String EMBEDDED = "embedded";
  public static final String CLUSTER = "cluster";

  public Configuration {
    reactions = List.copyOf(reactions);
    if (profile.equals(CLUSTER)) {
      List<String> missing = new ArrayList<>();
      need(missing, !cluster.name().isBlank(), "cluster.name, which no other node has");
      need(missing, fileStorage.kind().equals(FileStorage.S3), "file-storage.kind: s3");
      need(missing, search.engine().equals(SearchSettings.OPENSEARCH), "search.engine: opensearch");
      need(missing, sessions.store().equals(SessionSettings.REDIS), "sessions.store: redis");
      if (!missing.isEmpty()) {
        throw new IllegalArgumentException(
            "profile: cluster needs what its nodes share: " + String.join(", ", missing));
      }
    }
  }

  private static void need(List<String> missing, boolean given, String what) {
    if (!given) {
      missing.add(what);
    }
  }

  /// What is chosen about a node; null where the server is alone.
  public @Nullable ClusterSettings nodeSettings() {
    return profile.equals(CLUSTER) ? new ClusterSettings(cluster, kafka, hbase) : null;
  }

  /// @param directory of all data
  /// @param shards into which the data is cut when it is created
  public record Storage(Path directory, int shards) {}

  /// Where the bytes of files lie.
  ///
  /// @param kind `directory` for the data directory, or `s3`
  /// @param endpoint of the storage; null for Amazon's own
  /// @param addressing `path` or `host`: where the bucket stands in addresses
  /// @param credentials a file of two lines: access key and secret key; where it is not there, the
  ///   usual variables of the environment are used
  /// @param calls to the storage at once
  /// @param answer within which the storage answers
  /// @param transfer within which it takes or gives what the server itself sends and fetches
  public record FileStorage(
      String kind,
      @Nullable URI endpoint,
      String region,
      String bucket,
      String addressing,
      Path credentials,
      int calls,
      Duration answer,
      Duration transfer) {
    public static final String DIRECTORY = "directory";
    public static final String S3 = "s3";
    public static final String IN_PATH = "path";
    public static final String IN_HOST = "host";

    public static final FileStorage DEFAULT =
        new FileStorage(
            DIRECTORY,
            null,
            "us-east-1",
            "tsubame",
            IN_PATH,
            Path.of("./s3-credentials"),
            64,
            Duration.ofSeconds(10),
            Duration.ofMinutes(2));
  }

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
          EMBEDDED,
          new Storage(Path.of("./data"), 64),
          HttpSettings.local(8080),
          Limits.DEFAULT,
          List.of(),
          FileLimits.DEFAULT,
          FileStorage.DEFAULT,
          Inspection.DEFAULT,
          LiveLimits.DEFAULT,
          StreamLimits.DEFAULT,
          EngineLimits.DEFAULT,
          ArchiveLimits.DEFAULT,
          SearchSettings.DEFAULT,
          SessionSettings.DEFAULT,
          nameless(),
          KafkaSettings.DEFAULT,
          HBaseSettings.DEFAULT);

  private static PekkoPeersConfig nameless() {
    PekkoPeersConfig usual = PekkoPeersConfig.DEFAULT;
    return new PekkoPeersConfig(
        "",
        usual.host(),
        usual.port(),
        usual.seeds(),
        usual.pause(),
        usual.forgetAfter(),
        usual.asksInWork());
  }
}
