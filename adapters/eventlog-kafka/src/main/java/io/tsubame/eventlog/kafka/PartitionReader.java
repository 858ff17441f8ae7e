package io.tsubame.eventlog.kafka;

import io.tsubame.application.Unavailable;
import io.tsubame.application.log.CorruptLog;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.jspecify.annotations.Nullable;

/// Reads partitions of the topic over one connection; one reading at a time. Consumers are only
/// given what all replicas in sync hold.
final class PartitionReader implements AutoCloseable {
  /// How long a fetch waits for something that is not there yet.
  private static final Duration POLL = Duration.ofMillis(100);

  private static final int NOWHERE = -1;

  private final Consumer<byte[], byte[]> consumer;
  private final String topic;
  private final Duration patience;

  /// Where the next reading goes on without a seek; no shard after a failure.
  private int shard = NOWHERE;

  private long offset;

  /// Fetched and not yet asked for.
  private final Deque<ConsumerRecord<byte[], byte[]>> ahead = new ArrayDeque<>();

  /// @param frame null where the record was not written by an event log
  record Entry(long offset, @Nullable Frame frame) {}

  /// What is wanted of a partition.
  ///
  /// @param end known to be durable, greater than `from`
  /// @param maxBytes about how much; at least one entry
  record Wish(int shard, long from, long end, int maxEntries, long maxBytes) {}

  PartitionReader(Consumer<byte[], byte[]> consumer, String topic, Duration patience) {
    this.consumer = consumer;
    this.topic = topic;
    this.patience = patience;
  }

  /// The offset behind the last durable record.
  ///
  /// @throws Unavailable where no broker tells in time
  long end(int shard) {
    TopicPartition partition = new TopicPartition(topic, shard);
    try {
      return consumer.endOffsets(List.of(partition), patience).getOrDefault(partition, 0L);
    } catch (KafkaException e) {
      throw unavailable(shard, e);
    }
  }

  /// The same of the first shards in their order, for about as much as that of one.
  List<Long> ends(int shards) {
    List<TopicPartition> partitions =
        IntStream.range(0, shards).mapToObj(shard -> new TopicPartition(topic, shard)).toList();
    try {
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, patience);
      return partitions.stream().map(partition -> ends.getOrDefault(partition, 0L)).toList();
    } catch (KafkaException e) {
      throw new Unavailable("the ends of the log cannot be read: " + e.getMessage(), e);
    }
  }

  /// What lies there, in order; at least one entry.
  ///
  /// @throws Unavailable where no broker answers in time
  /// @throws CorruptLog where records are missing, or are not what was written
  List<Entry> read(Wish wish) {
    boolean standing = standsAt(wish.shard(), wish.from());
    shard = NOWHERE;
    try {
      if (!standing) {
        goTo(new TopicPartition(topic, wish.shard()), wish.from());
      }
      if (ahead.isEmpty()) {
        fetch(wish);
      }
    } catch (OffsetOutOfRangeException
        | CorruptRecordException
        | RecordDeserializationException e) {
      throw new CorruptLog(place(wish.shard(), wish.from()) + ": " + e.getMessage(), e);
    } catch (KafkaException e) {
      throw unavailable(wish.shard(), e);
    }
    List<Entry> taken = taken(wish);
    shard = wish.shard();
    offset = taken.getLast().offset() + 1;
    return taken;
  }

  private void goTo(TopicPartition partition, long offset) {
    ahead.clear();
    if (!consumer.assignment().equals(Set.of(partition))) {
      consumer.assign(List.of(partition));
    }
    consumer.seek(partition, offset);
  }

  private void fetch(Wish wish) {
    TopicPartition partition = new TopicPartition(topic, wish.shard());
    long deadline = System.nanoTime() + patience.toNanos();
    while (ahead.isEmpty()) {
      ahead.addAll(consumer.poll(POLL).records(partition));
      if (ahead.isEmpty() && consumer.position(partition, patience) >= wish.end()) {
        throw new CorruptLog(place(wish.shard(), wish.from()) + " and what follows is missing");
      }
      if (ahead.isEmpty() && System.nanoTime() > deadline) {
        throw new Unavailable("no broker gives " + place(wish.shard(), wish.from()));
      }
    }
  }

  private List<Entry> taken(Wish wish) {
    List<Entry> entries = new ArrayList<>();
    long bytes = 0;
    while (!ahead.isEmpty() && entries.size() < wish.maxEntries() && bytes < wish.maxBytes()) {
      ConsumerRecord<byte[], byte[]> next = ahead.removeFirst();
      String place = place(wish.shard(), next.offset());
      entries.add(new Entry(next.offset(), Frame.decode(next.value(), place)));
      bytes += next.serializedValueSize();
    }
    return entries;
  }

  /// Whether a reading from there goes on where the one before ended.
  boolean standsAt(int wantedShard, long wantedOffset) {
    return shard == wantedShard && offset == wantedOffset;
  }

  private static String place(int shard, long offset) {
    return "shard " + shard + ", offset " + offset;
  }

  private static Unavailable unavailable(int shard, KafkaException e) {
    return new Unavailable("shard " + shard + " of the log cannot be read: " + e.getMessage(), e);
  }

  @Override
  public void close() {
    consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
  }
}
