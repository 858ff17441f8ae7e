package io.tsubame.eventlog.kafka;

import io.tsubame.application.OutcomeUnknown;
import io.tsubame.application.Unavailable;
import io.tsubame.application.log.EventLog;
import io.tsubame.application.log.NotOwner;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;

/// The event log in a topic of a Kafka cluster, which several processes may use at once: for each
/// shard the one that opened it last appends.
///
/// A lost connection, a paused process or a late packet cannot make two owners: see the package and
/// `docs/spec/event-log-kafka.md`.
public final class KafkaEventLog implements EventLog {
  private final int shards;
  private final Appender appender;
  private final Readers readers;
  private final List<ShardReader> partitions;
  private final ConcurrentHashMap<Integer, Tenure> tenures = new ConcurrentHashMap<>();
  private volatile boolean closed;

  private KafkaEventLog(int shards, Appender appender, Readers readers) {
    this.shards = shards;
    this.appender = appender;
    this.readers = readers;
    partitions =
        IntStream.range(0, shards).mapToObj(shard -> new ShardReader(shard, readers)).toList();
  }

  /// Opens the log of a topic, and makes the topic where there is none.
  ///
  /// @param shards fixed when the topic is made
  /// @throws Unavailable where no broker answers
  /// @throws IllegalArgumentException where the topic has another number of partitions, or settings
  ///   by which records get lost
  public static KafkaEventLog open(KafkaEventLogConfig config, int shards) {
    Clients clients = new Clients(config);
    try (Admin admin = clients.admin()) {
      new Topic(admin, config.topic()).prepare(shards, config);
    }
    Appender appender =
        new Appender(
            clients.producer(), config.topic(), config.appendDeadline(), config.maxWaitingBytes());
    return new KafkaEventLog(shards, appender, clients.readers());
  }

  @Override
  public int shards() {
    return shards;
  }

  @Override
  public Ownership open(int shard) {
    checkOpen();
    ShardReader partition = partitions.get(checkedShard(shard));
    long lies;
    try {
      lies = appender.append(shard, Frame.opener());
    } catch (OutcomeUnknown noOwner) {
      // Should it come to lie somewhere, it only takes the shard from whoever owns it then.
      throw new Unavailable(
          "shard " + shard + " cannot be opened: " + noOwner.getMessage(), noOwner);
    }
    Landmark end = partition.end(lies + 1);
    long epoch = lies + 1;
    tenures.merge(
        shard,
        new Tenure(shard, epoch, end, appender, partition),
        (one, other) -> one.epoch() > other.epoch() ? one : other);
    return new Ownership(shard, epoch, end.position());
  }

  @Override
  public void append(Ownership owner, long expectedPosition, List<LogRecord> records) {
    checkOpen();
    checkRecords(records);
    Landmark end = tenureOf(owner).append(expectedPosition, records);
    partitions.get(owner.shard()).durableUpTo(end);
  }

  @Override
  public void confirm(Ownership owner) {
    checkOpen();
    partitions.get(checkedShard(owner.shard())).durableUpTo(tenureOf(owner).confirm());
  }

  private Tenure tenureOf(Ownership owner) {
    int shard = checkedShard(owner.shard());
    Tenure tenure = tenures.get(shard);
    if (tenure == null || tenure.epoch() != owner.epoch()) {
      throw new NotOwner("shard " + shard + " is not of epoch " + owner.epoch() + " here");
    }
    return tenure;
  }

  private static void checkRecords(List<LogRecord> records) {
    if (records.isEmpty()) {
      throw new IllegalArgumentException("there is nothing to append");
    }
    for (LogRecord each : records) {
      if (each.type().isEmpty() || each.type().equals(EPOCH_OPENED)) {
        throw new IllegalArgumentException("nobody may append the type '" + each.type() + "'");
      }
    }
  }

  @Override
  public long end(int shard) {
    checkOpen();
    return partitions.get(checkedShard(shard)).end().position();
  }

  @Override
  public List<Long> ends() {
    checkOpen();
    List<Long> offsets = readers.ends(partitions.size());
    return IntStream.range(0, partitions.size())
        .mapToObj(shard -> partitions.get(shard).end(offsets.get(shard)).position())
        .toList();
  }

  @Override
  public List<StoredRecord> read(int shard, long from, int maxRecords, int maxBytes) {
    checkOpen();
    checkedShard(shard);
    if (from < 0 || maxRecords < 1 || maxBytes < 1) {
      throw new IllegalArgumentException("a read begins at 0 or later and asks for 1 or more");
    }
    return partitions.get(shard).read(from, maxRecords, maxBytes);
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      appender.close();
      readers.close();
    }
  }

  private void checkOpen() {
    if (closed) {
      throw new Unavailable("the log is closed");
    }
  }

  private int checkedShard(int shard) {
    if (shard < 0 || shard >= shards) {
      throw new IllegalArgumentException("no shard " + shard + " of " + shards);
    }
    return shard;
  }
}
