package io.tsubame.eventlog.kafka;

import io.tsubame.application.Unavailable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/// The topic that holds the log. Settings by which Kafka would drop or rewrite records are refused:
/// the log is the only truth.
final class Topic {
  /// What must be as it is here for nothing to be lost.
  private static final Map<String, String> KEPT =
      Map.of(
          TopicConfig.CLEANUP_POLICY_CONFIG,
          TopicConfig.CLEANUP_POLICY_DELETE,
          TopicConfig.RETENTION_MS_CONFIG,
          "-1",
          TopicConfig.RETENTION_BYTES_CONFIG,
          "-1",
          TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG,
          "false");

  private final Admin admin;
  private final String name;

  Topic(Admin admin, String name) {
    this.admin = admin;
    this.name = name;
  }

  /// Makes the topic where it is missing, and checks it where it is not.
  ///
  /// @throws IllegalArgumentException where it has another number of partitions, or settings by
  ///   which records get lost
  /// @throws Unavailable where no broker answers
  void prepare(int shards, KafkaEventLogConfig config) {
    Optional<TopicDescription> found = description();
    if (found.isEmpty() && !make(shards, config)) {
      found = description();
    }
    if (found.isPresent()) {
      check(found.get(), shards);
    }
  }

  private Optional<TopicDescription> description() {
    try {
      return Optional.ofNullable(
          done(() -> admin.describeTopics(List.of(name)).allTopicNames().get()).get(name));
    } catch (Unavailable failure) {
      if (failure.getCause() instanceof UnknownTopicOrPartitionException) {
        return Optional.empty();
      }
      throw failure;
    }
  }

  /// @return false where somebody else has made it meanwhile
  private boolean make(int shards, KafkaEventLogConfig config) {
    Map<String, String> settings = new HashMap<>(KEPT);
    settings.put(
        TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(config.minInSyncReplicas()));
    settings.put(
        TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
        Integer.toString(KafkaEventLogConfig.MAX_REQUEST_BYTES));
    NewTopic topic = new NewTopic(name, shards, (short) config.replicas()).configs(settings);
    try {
      done(() -> admin.createTopics(List.of(topic)).all().get());
      return true;
    } catch (Unavailable failure) {
      if (failure.getCause() instanceof TopicExistsException) {
        return false;
      }
      throw failure;
    }
  }

  private void check(TopicDescription found, int shards) {
    if (found.partitions().size() != shards) {
      throw new IllegalArgumentException(
          "the log in the topic %s has %d shards, not %d"
              .formatted(name, found.partitions().size(), shards));
    }
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
    List<String> faults = new ArrayList<>();
    for (Config settings :
        done(() -> admin.describeConfigs(List.of(resource)).all().get()).values()) {
      for (ConfigEntry each : settings.entries()) {
        String must = KEPT.getOrDefault(each.name(), each.value());
        if (!Objects.equals(must, each.value())) {
          faults.add(each.name() + " is " + each.value() + ", and must be " + must);
        }
      }
    }
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(
          "the topic " + name + " would lose records: " + String.join("; ", faults));
    }
  }

  @FunctionalInterface
  private interface Call<T extends @Nullable Object> {
    T get() throws ExecutionException, InterruptedException;
  }

  private <T extends @Nullable Object> T done(Call<T> call) {
    try {
      return call.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Unavailable("interrupted while waiting for the brokers of the log", e);
    } catch (ExecutionException e) {
      Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
      throw new Unavailable(
          "the brokers of the log fail at the topic " + name + ": " + cause.getMessage(), cause);
    }
  }
}
