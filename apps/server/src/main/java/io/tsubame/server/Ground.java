package io.tsubame.server;

import io.micrometer.core.instrument.binder.MeterBinder;
import io.tsubame.application.Backoff;
import io.tsubame.application.Unavailable;
import io.tsubame.application.log.EventLog;
import io.tsubame.application.view.ViewStore;
import io.tsubame.eventlog.kafka.KafkaEventLog;
import io.tsubame.eventlog.kafka.KafkaEventLogConfig;
import io.tsubame.eventlog.rocksdb.RocksEventLog;
import io.tsubame.eventlog.rocksdb.RocksEventLogConfig;
import io.tsubame.rocksdb.DirectoryLock;
import io.tsubame.server.Together.Opening;
import io.tsubame.views.hbase.HBaseViewStore;
import io.tsubame.views.rocksdb.RocksViewStore;
import io.tsubame.views.rocksdb.RocksViewStoreConfig;
import io.tsubame.views.rocksdb.ViewGenerations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What everything stands on: the log, and the views that are made from it.
///
/// @param generations of views in the data directory; null where the views are shared
/// @param metrics of the engines below
record Ground(
    EventLog log, ViewStore views, @Nullable ViewGenerations generations, MeterBinder metrics) {
  private static final Logger LOG = LoggerFactory.getLogger(Ground.class);

  /// How long a node waits for a Kafka that is not there yet.
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final Duration LEAST_PAUSE = Duration.ofMillis(500);
  private static final Duration GREATEST_PAUSE = Duration.ofSeconds(5);

  /// @throws Unavailable where the log cannot be opened
  static Ground open(ServerSettings settings) {
    ClusterSettings cluster = settings.cluster();
    return cluster == null ? inDirectory(settings) : shared(settings, cluster);
  }

  /// Below the data directory, which is this process's alone: the log holds its lock, and nothing
  /// is touched before it is taken.
  private static Ground inDirectory(ServerSettings settings) {
    Path data = settings.data();
    Path log = data.resolve("log");
    ViewGenerations generations = new ViewGenerations(data.resolve("views"));
    DirectoryLock lock = DirectoryLock.take(log);
    Together together = new Together();
    Opening<RocksEventLog> events =
        together.open(
            "log",
            () -> RocksEventLog.open(lock, log, settings.shards(), RocksEventLogConfig.DEFAULT));
    Opening<ViewStore> views = together.open("views", () -> openViews(generations.current()));
    together.await();
    return new Ground(
        events.opened(), views.opened(), generations, new RocksLogMetrics(events.opened()));
  }

  static ViewStore openViews(Path generation) {
    return RocksViewStore.open(generation, RocksViewStoreConfig.DEFAULT);
  }

  /// On Kafka and HBase, where several nodes use them at once. The views may be away at the start.
  private static Ground shared(ServerSettings settings, ClusterSettings cluster) {
    try {
      Files.createDirectories(settings.data());
    } catch (IOException e) {
      throw new Unavailable("the directory cannot be made: " + settings.data(), e);
    }
    EventLog log = awaitedLog(cluster.kafka().config(), settings.shards());
    try {
      HBaseViewStore views = HBaseViewStore.open(cluster.hbase().config());
      return new Ground(log, views, null, new HBaseMetrics(views));
    } catch (RuntimeException failure) {
      log.close();
      throw failure;
    }
  }

  private static EventLog awaitedLog(KafkaEventLogConfig kafka, int shards) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Backoff backoff = new Backoff(LEAST_PAUSE, GREATEST_PAUSE);
    while (true) {
      try {
        return readableLog(kafka, shards);
      } catch (Unavailable away) {
        if (System.nanoTime() - deadline > 0) {
          throw new Unavailable("Kafka does not answer: " + away.getMessage(), away);
        }
        LOG.atWarn()
            .addKeyValue("servers", kafka.servers())
            .addKeyValue("cause", away.getMessage())
            .log("Kafka does not answer yet; trying again");
      }
      pause(backoff.next());
    }
  }

  /// A topic that was just made has to be taken up by its brokers first.
  private static EventLog readableLog(KafkaEventLogConfig kafka, int shards) {
    EventLog log = KafkaEventLog.open(kafka, shards);
    try {
      IntStream.range(0, shards).forEach(log::end);
      return log;
    } catch (RuntimeException failure) {
      log.close();
      throw failure;
    }
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
      throw new Unavailable("interrupted while Kafka was awaited", interrupt);
    }
  }
}
