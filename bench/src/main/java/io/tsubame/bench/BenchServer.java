package io.tsubame.bench;

import io.tsubame.api.HttpSettings;
import io.tsubame.api.ServerLimits;
import io.tsubame.search.opensearch.OpenSearchConfig;
import io.tsubame.server.ServerSettings;
import io.tsubame.server.ThreadBudget;
import io.tsubame.server.TsubameServer;
import io.tsubame.server.config.Configuration.FileStorage;
import io.tsubame.server.config.ConfigurationFaults;
import io.tsubame.server.config.ConfigurationReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/// The server as people run it, but without limits on rates, in a process of its own.
final class BenchServer {
  private static final String READY = "ready on port ";
  private static final String STORAGE = "tsubame.bench.storage";

  private static final String SEARCH = "tsubame.bench.search";

  private BenchServer() {}

  /// Options for the JVM by which the search index lies on an OpenSearch of one node.
  static List<String> searchAt(URI endpoint) {
    return List.of("-D" + SEARCH + "=" + endpoint);
  }

  /// Options for the JVM by which files lie in S3-compatible storage.
  ///
  /// @param credentials a file as in the configuration
  static List<String> filesAt(URI endpoint, String bucket, Path credentials) {
    return List.of(
        "-D" + STORAGE + "=" + endpoint,
        "-D" + STORAGE + ".bucket=" + bucket,
        "-D" + STORAGE + ".credentials=" + credentials);
  }

  private static ServerSettings settings(Path data) {
    HttpSettings http = HttpSettings.local(0).with(ServerLimits.DEFAULT.withoutRates());
    ServerSettings settings = searching(ServerSettings.in(data, http));
    String endpoint = System.getProperty(STORAGE);
    if (endpoint == null) {
      return settings;
    }
    FileStorage usual = FileStorage.DEFAULT;
    return settings.with(
        new FileStorage(
            FileStorage.S3,
            URI.create(endpoint),
            usual.region(),
            System.getProperty(STORAGE + ".bucket"),
            FileStorage.IN_PATH,
            Path.of(System.getProperty(STORAGE + ".credentials")),
            usual.calls(),
            usual.answer(),
            usual.transfer()));
  }

  private static ServerSettings searching(ServerSettings settings) {
    String endpoint = System.getProperty(SEARCH);
    if (endpoint == null) {
      return settings;
    }
    OpenSearchConfig usual = OpenSearchConfig.DEFAULT;
    return settings.with(
        settings
            .search()
            .on(
                new OpenSearchConfig(
                    List.of(endpoint),
                    usual.index(),
                    usual.credentials(),
                    usual.certificates(),
                    usual.shards(),
                    0,
                    usual.refresh(),
                    usual.commit(),
                    usual.searches(),
                    usual.answer(),
                    usual.bulkDocuments(),
                    usual.bulkBytes(),
                    usual.retries())));
  }

  private static ServerSettings configured(Path file) throws ConfigurationFaults {
    return ServerSettings.of(
        ConfigurationReader.read(Optional.of(file), Map.of(), Map.of()).configuration(),
        Clock.systemUTC());
  }

  /// @param arguments the data directory, or a configuration, which then says everything
  public static void main(String[] arguments) throws InterruptedException, ConfigurationFaults {
    ThreadBudget.apply();
    Path place = Path.of(arguments[0]);
    TsubameServer server =
        TsubameServer.start(Files.isRegularFile(place) ? configured(place) : settings(place));
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(server::close));
    announce(server.port());
    // The server's own threads keep no process alive.
    new CountDownLatch(1).await();
  }

  static void announce(int port) {
    System.out.println(READY + port);
    System.out.flush();
  }

  /// The port in an announcement, 0 in any other line.
  static int portIn(String line) {
    return line.startsWith(READY) ? Integer.parseInt(line.substring(READY.length())) : 0;
  }
}
