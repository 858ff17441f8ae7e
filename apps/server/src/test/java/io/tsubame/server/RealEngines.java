package io.tsubame.server;

import io.tsubame.cluster.pekko.PekkoPeersConfig;
import io.tsubame.eventlog.kafka.KafkaEventLogConfig;
import io.tsubame.search.opensearch.OpenSearchConfig;
import io.tsubame.server.config.Configuration.FileStorage;
import io.tsubame.sessions.redis.RedisConfig;
import io.tsubame.testkit.hbase.HBaseServer;
import io.tsubame.testkit.kafka.KafkaServer;
import io.tsubame.testkit.opensearch.OpenSearchServer;
import io.tsubame.testkit.redis.RedisServer;
import io.tsubame.testkit.s3.S3Server;
import io.tsubame.views.hbase.HBaseViewsConfig;
import io.tsubame.views.hbase.HBaseViewsConfig.Compression;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/// The engines that the nodes of a cluster share, one of each, all real. Each cluster has a topic,
/// tables, an index and keys of its own.
public final class RealEngines {
  private final AtomicInteger clusters = new AtomicInteger();
  private final Path credentials;
  private final KafkaServer kafka;
  private final HBaseServer hbase;
  private final OpenSearchServer search;
  private final S3Server files;
  private final RedisServer redis;

  private static final class Shared {
    private static final RealEngines ENGINES = new RealEngines();

    static {
      Runtime.getRuntime().addShutdownHook(new Thread(ENGINES::close));
    }
  }

  /// Those of this process, which are started when they are needed first, and end with it.
  public static RealEngines shared() {
    return Shared.ENGINES;
  }

  /// Returns when all answer.
  private RealEngines() {
    try {
      Path folder = Files.createTempDirectory("engines");
      credentials =
          Files.writeString(
              folder.resolve("s3"), S3Server.ACCESS_KEY + "\n" + S3Server.SECRET_KEY + "\n");
      Path brokers = Files.createDirectory(folder.resolve("kafka"));
      Path blobs = Files.createDirectory(folder.resolve("blobs"));
      Path sessions = Files.createDirectory(folder.resolve("redis"));
      var views = beside(HBaseServer::start);
      var index = beside(OpenSearchServer::start);
      kafka = KafkaServer.start(brokers);
      files = S3Server.start(blobs);
      redis = RedisServer.start(sessions);
      hbase = views.join();
      search = index.join();
      endWithThisProcess();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// However it ends: whoever holds the other end of the pipe learns it.
  private static void endWithThisProcess() throws IOException {
    String engines =
        ProcessHandle.current()
            .descendants()
            .map(process -> Long.toString(process.pid()))
            .collect(Collectors.joining(" "));
    Process _ = new ProcessBuilder("sh", "-c", "cat; kill -9 " + engines).start();
  }

  private static <T> CompletableFuture<T> beside(Callable<T> start) {
    return CompletableFuture.supplyAsync(() -> {
      try {
        return start.call();
      } catch (Exception failure) {
        throw new IllegalStateException(failure);
      }
    });
  }

  public HBaseServer hbase() {
    return hbase;
  }

  /// Over the same data.
  public void startHBaseAgain() throws IOException {
    hbase.run();
    endWithThisProcess();
  }

  public KafkaServer kafka() {
    return kafka;
  }

  /// A number for a cluster that is new.
  int newCluster() {
    return clusters.incrementAndGet();
  }

  /// @param cluster its number
  /// @param port for the other nodes
  ServerSettings node(
      ServerSettings usual, int cluster, String name, int port, List<String> seeds) {
    return usual
        .with(node(cluster, name, port, seeds))
        .with(storage())
        .with(usual.search().on(index(cluster)))
        .with(usual.sessions().on(sessions(cluster)));
  }

  private ClusterSettings node(int cluster, String name, int port, List<String> seeds) {
    PekkoPeersConfig peers = PekkoPeersConfig.DEFAULT;
    return new ClusterSettings(
        new PekkoPeersConfig(
            name, "127.0.0.1", port, seeds, peers.pause(), peers.forgetAfter(), peers.asksInWork()),
        KafkaSettings.of(
            KafkaEventLogConfig.of(kafka.throughLine(), "log-" + cluster).withReplicas(1, 1)),
        HBaseSettings.of(
            new HBaseViewsConfig(
                List.of(hbase.address()),
                "c" + cluster,
                4,
                Compression.NONE,
                Duration.ofSeconds(3),
                Duration.ofSeconds(10),
                1_024,
                Duration.ofMillis(200),
                Map.of())));
  }

  private FileStorage storage() {
    FileStorage usual = FileStorage.DEFAULT;
    return new FileStorage(
        FileStorage.S3,
        files.endpoint(),
        usual.region(),
        S3Server.BUCKET,
        FileStorage.IN_PATH,
        credentials,
        usual.calls(),
        usual.answer(),
        usual.transfer());
  }

  private OpenSearchConfig index(int cluster) {
    OpenSearchConfig usual = OpenSearchConfig.DEFAULT;
    return new OpenSearchConfig(
        List.of(search.endpoint().toString()),
        "index" + cluster,
        Path.of("none"),
        Path.of("none"),
        1,
        0,
        usual.refresh(),
        usual.commit(),
        usual.searches(),
        usual.answer(),
        usual.bulkDocuments(),
        usual.bulkBytes(),
        usual.retries());
  }

  private RedisConfig sessions(int cluster) {
    RedisConfig usual = RedisConfig.DEFAULT;
    return new RedisConfig(
        redis.address(),
        "c" + cluster,
        Path.of("none"),
        Path.of("none"),
        usual.connections(),
        usual.answer(),
        usual.replicas(),
        usual.maxEntries());
  }

  /// All of them, whatever becomes of one.
  private void close() {
    IllegalStateException failed = null;
    for (AutoCloseable engine : List.of(redis, files, kafka, search, hbase)) {
      try {
        engine.close();
      } catch (Exception failure) {
        failed = new IllegalStateException(failure);
      }
    }
    if (failed != null) {
      throw failed;
    }
  }
}
