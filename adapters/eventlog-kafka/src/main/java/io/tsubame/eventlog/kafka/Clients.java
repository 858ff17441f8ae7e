package io.tsubame.eventlog.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// Kafka's clients with the settings that the log's guarantees need.
final class Clients {
  private static final int FETCH_BYTES = 1 << 20;

  /// A consumer asks for what comes next before it hands over what it got, and a broker answers the
  /// requests of a connection one by one: so each reading elsewhere waits until the broker has
  /// given up waiting. What is read here is known to be there, so there is nothing to wait for.
  private static final int FETCH_WAIT_MILLIS = 1;

  /// How long the first of a request waits for others. What a request costs three brokers hardly
  /// depends on what is in it.
  private static final int LINGER_MILLIS = 5;

  /// To each broker. A broker answers the requests of a connection one by one, the next when all
  /// replicas have the one before: so more of them would only wait there, each with little in it,
  /// while what waits here meanwhile goes in one.
  private static final int REQUESTS_AT_ONCE = 1;

  private final KafkaEventLogConfig config;

  Clients(KafkaEventLogConfig config) {
    this.config = config;
  }

  Admin admin() {
    Map<String, Object> settings = common(config.readDeadline());
    settings.put(
        CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) config.readDeadline().toMillis());
    return Admin.create(settings);
  }

  /// Acknowledged is what all replicas in sync hold; a batch that is sent again after a lost answer
  /// comes to lie once.
  Producer<byte[], byte[]> producer() {
    Map<String, Object> settings = common(config.appendDeadline());
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS);
    settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, REQUESTS_AT_ONCE);
    settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    settings.put(
        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) config.appendDeadline().toMillis());
    settings.put(
        ProducerConfig.MAX_BLOCK_MS_CONFIG, config.appendDeadline().dividedBy(2).toMillis());
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, KafkaEventLogConfig.MAX_REQUEST_BYTES);
    settings.put(
        ProducerConfig.BUFFER_MEMORY_CONFIG,
        (long) config.maxWaitingBytes() + 2L * KafkaEventLogConfig.MAX_REQUEST_BYTES);
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  Readers readers() {
    return new Readers(
        IntStream.range(0, config.readers()).mapToObj(_ -> reader()).toList(),
        config.readDeadline());
  }

  private PartitionReader reader() {
    Map<String, Object> settings = common(config.readDeadline());
    settings.put(
        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) config.readDeadline().toMillis());
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES);
    settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCH_BYTES);
    settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT_MILLIS);
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    return new PartitionReader(consumer, config.topic(), config.readDeadline());
  }

  /// @param deadline after which a call fails; a request may take half of it, so that one is tried
  ///   again within it
  private Map<String, Object> common(Duration deadline) {
    int half = Math.toIntExact(Math.max(1, deadline.toMillis() / 2));
    Map<String, Object> settings = new HashMap<>(config.clientProperties());
    settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, config.servers());
    settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, "tsubame");
    settings.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, half);
    settings.put(CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, (long) half);
    settings.put(CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MAX_MS_CONFIG, (long) half);
    settings.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000L);
    return settings;
  }
}
