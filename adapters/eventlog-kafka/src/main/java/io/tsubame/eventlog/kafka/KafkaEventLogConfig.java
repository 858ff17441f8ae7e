package io.tsubame.eventlog.kafka;

import java.time.Duration;
import java.util.Map;

/// Where the log is, and its bounds.
///
/// @param servers some brokers of the cluster, as `host:port,host:port`
/// @param topic holds the log; made where it is missing
/// @param replicas of each partition, where the topic is made
/// @param minInSyncReplicas that must hold a batch before it is acknowledged, where the topic is
///   made
/// @param appendDeadline after which an append stops waiting for the brokers, its outcome unknown
/// @param readDeadline after which a read stops waiting for the brokers
/// @param maxWaitingBytes of batches that wait for the brokers; more are refused as overload
/// @param readers connections that read; more reads wait for one
/// @param clientProperties what Kafka's clients need besides, above all for TLS and signing in, by
///   the names of Kafka's documentation
public record KafkaEventLogConfig(
    String servers,
    String topic,
    int replicas,
    int minInSyncReplicas,
    Duration appendDeadline,
    Duration readDeadline,
    int maxWaitingBytes,
    int readers,
    Map<String, String> clientProperties) {
  /// Of one batch; larger ones are a fault of the caller.
  static final int MAX_BATCH_BYTES = 32 << 20;

  /// A batch with what Kafka writes around it.
  static final int MAX_REQUEST_BYTES = MAX_BATCH_BYTES + (64 << 10);

  public KafkaEventLogConfig {
    if (servers.isBlank() || topic.isBlank()) {
      throw new IllegalArgumentException("the log needs the addresses of brokers and a topic");
    }
    if (minInSyncReplicas < 1 || replicas < minInSyncReplicas || replicas > Short.MAX_VALUE) {
      throw new IllegalArgumentException(
          "%d replicas of which %d must hold a batch".formatted(replicas, minInSyncReplicas));
    }
    if (!appendDeadline.isPositive() || !readDeadline.isPositive()) {
      throw new IllegalArgumentException("deadlines are longer than nothing");
    }
    if (maxWaitingBytes < 1 || readers < 1) {
      throw new IllegalArgumentException("every bound of the log is at least 1");
    }
    clientProperties = Map.copyOf(clientProperties);
  }

  /// With three replicas, two of which must hold a batch, and usual bounds.
  public static KafkaEventLogConfig of(String servers, String topic) {
    return new KafkaEventLogConfig(
        servers,
        topic,
        3,
        2,
        Duration.ofSeconds(10),
        Duration.ofSeconds(10),
        64 << 20,
        4,
        Map.of());
  }

  public KafkaEventLogConfig withReplicas(int count, int minInSync) {
    return new KafkaEventLogConfig(
        servers,
        topic,
        count,
        minInSync,
        appendDeadline,
        readDeadline,
        maxWaitingBytes,
        readers,
        clientProperties);
  }

  public KafkaEventLogConfig withDeadlines(Duration append, Duration read) {
    return new KafkaEventLogConfig(
        servers,
        topic,
        replicas,
        minInSyncReplicas,
        append,
        read,
        maxWaitingBytes,
        readers,
        clientProperties);
  }
}
