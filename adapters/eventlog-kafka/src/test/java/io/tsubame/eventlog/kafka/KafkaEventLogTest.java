package io.tsubame.eventlog.kafka;

import io.tsubame.application.log.EventLog;
import io.tsubame.testkit.EventLogContract;
import io.tsubame.testkit.kafka.KafkaServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/// The contract on a real broker.
final class KafkaEventLogTest extends EventLogContract {
  private static final AtomicInteger TOPICS = new AtomicInteger();

  @TempDir private static Path directory;
  private static KafkaServer server;

  private final String topic = "log-" + TOPICS.incrementAndGet();

  @BeforeAll
  static void startServer() throws IOException {
    server = KafkaServer.start(directory);
  }

  @AfterAll
  static void stopServer() throws IOException {
    server.close();
  }

  @Override
  protected EventLog start(int shards) {
    KafkaEventLogConfig config = KafkaEventLogConfig.of(server.direct(), topic).withReplicas(1, 1);
    return KafkaEventLog.open(config, shards);
  }
}
