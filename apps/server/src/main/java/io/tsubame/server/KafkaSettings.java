package io.tsubame.server;

import io.tsubame.eventlog.kafka.KafkaEventLogConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/// What can be chosen about the log on Kafka: see [KafkaEventLogConfig].
///
/// @param clientProperties a file of what Kafka's clients need besides, such as for TLS and signing
///   in; where it is not there, nothing
public record KafkaSettings(
    String servers,
    String topic,
    int replicas,
    int minInSyncReplicas,
    Duration appendDeadline,
    Duration readDeadline,
    int maxWaitingBytes,
    int readers,
    Path clientProperties) {
  /// What a node uses that nobody configured.
  public static final KafkaSettings DEFAULT =
      of(KafkaEventLogConfig.of("127.0.0.1:9092", "tsubame-log"));

  public KafkaSettings {
    KafkaEventLogConfig _ =
        new KafkaEventLogConfig(
            servers,
            topic,
            replicas,
            minInSyncReplicas,
            appendDeadline,
            readDeadline,
            maxWaitingBytes,
            readers,
            Map.of());
  }

  /// The same without a file.
  public static KafkaSettings of(KafkaEventLogConfig config) {
    return new KafkaSettings(
        config.servers(),
        config.topic(),
        config.replicas(),
        config.minInSyncReplicas(),
        config.appendDeadline(),
        config.readDeadline(),
        config.maxWaitingBytes(),
        config.readers(),
        Path.of("./kafka-client.properties"));
  }

  /// @throws io.tsubame.application.Unavailable where the file cannot be read
  KafkaEventLogConfig config() {
    return new KafkaEventLogConfig(
        servers,
        topic,
        replicas,
        minInSyncReplicas,
        appendDeadline,
        readDeadline,
        maxWaitingBytes,
        readers,
        ClientProperties.of(clientProperties, "KAFKA_CLIENT_PROPERTIES", System.getenv()));
  }
}
