package io.tsubame.eventlog.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsubame.application.OutcomeUnknown;
import io.tsubame.application.Unavailable;
import io.tsubame.application.log.CorruptLog;
import io.tsubame.application.log.EventLog.LogRecord;
import io.tsubame.application.log.EventLog.Ownership;
import io.tsubame.application.log.EventLog.StoredRecord;
import io.tsubame.application.log.NotOwner;
import io.tsubame.testkit.kafka.KafkaServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The rules of `docs/spec/event-log-kafka.md`: two owners at once, on a line that is bad.
final class FencingTest {
  private static final int ALL = Integer.MAX_VALUE;
  private static final int SHARDS = 2;
  private static final Duration SHORT = Duration.ofSeconds(8);
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final AtomicInteger TOPICS = new AtomicInteger();

  @TempDir private static Path directory;
  private static KafkaServer server;

  private final String topic = "fenced-" + TOPICS.incrementAndGet();
  private final List<KafkaEventLog> logs = new ArrayList<>();

  @BeforeAll
  static void startServer() throws IOException {
    server = KafkaServer.start(directory);
  }

  @AfterAll
  static void stopServer() throws IOException {
    server.close();
  }

  @AfterEach
  void close() {
    server.line().letGo();
    server.line().cut();
    logs.forEach(KafkaEventLog::close);
  }

  private KafkaEventLog near() {
    return open(config(server.direct()).withDeadlines(LONG, LONG));
  }

  /// Behind the line.
  private KafkaEventLog far(Duration deadline) {
    return open(config(server.throughLine()).withDeadlines(deadline, LONG));
  }

  private KafkaEventLogConfig config(String servers) {
    return KafkaEventLogConfig.of(servers, topic).withReplicas(1, 1);
  }

  private KafkaEventLog open(KafkaEventLogConfig config) {
    KafkaEventLog log = KafkaEventLog.open(config, SHARDS);
    logs.add(log);
    return log;
  }

  @Test
  @DisplayName("[EK4] who was displaced appends nothing, acknowledges nothing, and learns it")
  void displaced() {
    KafkaEventLog one = near();
    KafkaEventLog two = near();
    Ownership first = one.open(0);
    one.append(first, 1, records("a"));
    Ownership second = two.open(0);

    assertThatThrownBy(() -> one.append(first, 2, records("lost"))).isInstanceOf(NotOwner.class);
    two.append(second, second.end(), records("b"));
    assertThatThrownBy(() -> one.append(first, 2, records("lost"))).isInstanceOf(NotOwner.class);

    assertThat(second.epoch()).isGreaterThan(first.epoch());
    assertEverybodyReads("", "a", "", "b");
  }

  @Test
  @DisplayName("[EK3] owners that take the shard from each other in turn leave one gap-free order")
  void inTurn() {
    List<KafkaEventLog> owners = List.of(near(), near(), near());
    List<String> expected = new ArrayList<>();
    List<Ownership> terms = new ArrayList<>();
    for (int turn = 0; turn < 12; turn++) {
      KafkaEventLog owner = owners.get(turn % 3);
      Ownership term = owner.open(0);
      expected.add("");
      for (int older = 0; older < terms.size(); older++) {
        KafkaEventLog displaced = owners.get(older % 3);
        Ownership past = terms.get(older);
        assertThatThrownBy(() -> displaced.append(past, past.end() + 2, records("lost")))
            .isInstanceOf(NotOwner.class);
      }
      owner.append(term, term.end(), records("x" + turn, "y" + turn));
      expected.addAll(List.of("x" + turn, "y" + turn));
      terms.add(term);
    }
    assertEverybodyReads(expected.toArray(String[]::new));
  }

  @Test
  @DisplayName(
      "[EK5] a batch that was held up on the way, and arrives behind another owner's, is void")
  void late() throws Exception {
    KafkaEventLog far = far(LONG);
    KafkaEventLog near = near();
    Ownership first = far.open(0);
    far.append(first, 1, records("a"));
    server.line().hold();
    CompletableFuture<Void> held =
        CompletableFuture.runAsync(() -> far.append(first, 2, records("late")));
    Ownership second = near.open(0);
    near.append(second, second.end(), records("b"));
    assertThat(held).isNotDone();
    server.line().letGo();

    assertThatThrownBy(held::get)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(NotOwner.class);
    near.append(second, second.end() + 1, records("c"));
    assertEverybodyReads("", "a", "", "b", "c");
  }

  @Test
  @DisplayName("[EK13] an owner that was displaced while it asked is not confirmed")
  void confirmedLate() {
    KafkaEventLog far = far(LONG);
    KafkaEventLog near = near();
    Ownership first = far.open(0);
    far.confirm(first);
    server.line().hold();
    CompletableFuture<Void> held = CompletableFuture.runAsync(() -> far.confirm(first));
    Ownership second = near.open(0);
    near.append(second, second.end(), records("b"));
    assertThat(held).isNotDone();
    server.line().letGo();

    assertThatThrownBy(held::get)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(NotOwner.class);
    assertThatThrownBy(() -> far.append(first, 1, records("lost"))).isInstanceOf(NotOwner.class);
    near.confirm(second);
    near.append(second, second.end() + 1, records("c"));
    assertEverybodyReads("", "", "b", "c");
  }

  @Test
  @DisplayName("[EK13] positions are found among any number of batches without records")
  void confirmedOften() {
    KafkaEventLog log = near();
    Ownership owner = log.open(0);
    List<String> expected = new ArrayList<>(List.of(""));
    for (int n = 1; n <= 40; n++) {
      for (int confirming = 0; confirming < 30; confirming++) {
        log.confirm(owner);
      }
      log.append(owner, n, records("r" + n));
      expected.add("r" + n);
    }
    log.confirm(owner);

    for (int n = 0; n <= 40; n += 8) {
      assertThat(payloads(near().read(0, n, 1, ALL))).containsExactly(expected.get(n));
    }
    assertThat(near().read(0, 41, 1, ALL)).isEmpty();
    assertEverybodyReads(expected.toArray(String[]::new));
  }

  @Test
  @DisplayName("[EK6] an answer that gets lost does not make a batch twice")
  void lostAnswer() throws Exception {
    KafkaEventLog far = far(LONG);
    Ownership owner = far.open(0);
    server.line().loseAnswers();
    CompletableFuture<Void> append =
        CompletableFuture.runAsync(() -> far.append(owner, 1, records("once")));
    KafkaEventLog near = near();
    await(() -> near.end(0) == 2);
    assertThat(append).isNotDone();
    server.line().cut();

    append.get();
    far.append(owner, 2, records("next"));
    assertEverybodyReads("", "once", "next");
  }

  @Test
  @DisplayName("[EK6] a batch that comes to lie twice counts once")
  void twice() throws Exception {
    KafkaEventLog log = near();
    Ownership owner = log.open(0);
    produce(Frame.batch(owner.epoch(), 1, 1, records("once")));
    log.append(owner, 1, records("once"));
    log.append(owner, 2, records("next"));
    assertEverybodyReads("", "once", "next");
  }

  @Test
  @DisplayName("[EK7] after an outcome that nobody knows, the owner must open the shard anew")
  void unknown() {
    KafkaEventLog far = far(SHORT);
    Ownership first = far.open(0);
    server.line().hold();
    assertThatThrownBy(() -> far.append(first, 1, records("when?")))
        .isInstanceOf(OutcomeUnknown.class);
    assertThatThrownBy(() -> far.append(first, 1, records("again"))).isInstanceOf(NotOwner.class);
    Ownership second = near().open(0);
    server.line().letGo();

    assertThat(second.end()).isEqualTo(2);
    assertEverybodyReads("", "");
    Ownership third = far.open(0);
    far.append(third, third.end(), records("b"));
    assertThat(payloads(far.read(0, third.end(), ALL, ALL))).containsExactly("b");
  }

  @Test
  @DisplayName(
      "[EK8] without the brokers a shard cannot be opened, and can as soon as they are back")
  void unreachable() {
    KafkaEventLog far = far(SHORT);
    far.append(far.open(0), 1, records("a"));
    server.line().hold();
    assertThatThrownBy(() -> far.open(1)).isInstanceOf(Unavailable.class);
    server.line().letGo();
    server.line().cut();
    Ownership owner = far.open(0);
    far.append(owner, owner.end(), records("b"));
    assertThat(payloads(far.read(0, 0, ALL, ALL))).endsWith("b");
  }

  @Test
  @DisplayName("[EK9] what others write into the topic is passed over")
  void strangers() throws Exception {
    KafkaEventLog log = near();
    Ownership owner = log.open(0);
    log.append(owner, 1, records("a"));
    produce("hello".getBytes(StandardCharsets.UTF_8));
    produce(new byte[0]);
    log.append(owner, 2, records("b"));
    log.append(owner, 3, records("c"));
    assertEverybodyReads("", "a", "b", "c");
  }

  @Test
  @DisplayName("[EK10] a damaged batch is found, and named")
  void damaged() throws Exception {
    KafkaEventLog log = near();
    Ownership owner = log.open(0);
    byte[] frame = Frame.batch(owner.epoch(), 1, 1, records("abc"));
    frame[frame.length - 1] ^= 1;
    produce(frame);
    assertThatThrownBy(() -> near().read(0, 1, ALL, ALL))
        .isInstanceOf(CorruptLog.class)
        .hasMessageContaining("shard 0, offset 1");
  }

  @Test
  @DisplayName("[EK10] a missing batch is found, and its position named")
  void missing() throws Exception {
    KafkaEventLog log = near();
    Ownership owner = log.open(0);
    produce(Frame.batch(owner.epoch(), 1, 3, records("behind a hole")));
    assertThatThrownBy(() -> near().read(0, 1, ALL, ALL))
        .isInstanceOf(CorruptLog.class)
        .hasMessageContaining("shard 0, position 1");
  }

  @Test
  @DisplayName("[EK10] a log whose beginning was deleted is found")
  void beheaded() throws Exception {
    KafkaEventLog log = near();
    Ownership owner = log.open(0);
    log.append(owner, 1, records("a"));
    log.append(owner, 2, records("b"));
    TopicPartition partition = new TopicPartition(topic, 0);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", server.direct()))) {
      admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(2))).all().get();
    }
    assertThatThrownBy(() -> near().read(0, 0, ALL, ALL))
        .isInstanceOf(CorruptLog.class)
        .hasMessageContaining("shard 0, offset 0");
  }

  @Test
  @DisplayName("[EK11] any position of a long log is found, also by who has read nothing before")
  void anyPosition() {
    KafkaEventLog log = near();
    Ownership owner = log.open(0);
    KafkaEventLog other = near();
    long position = owner.end();
    for (int batch = 0; batch < 3_000; batch++) {
      if (batch % 500 == 499) {
        owner = retaken(other, log);
        position = owner.end();
      }
      log.append(owner, position, records("p" + position, "p" + (position + 1)));
      position += 2;
    }
    KafkaEventLog fresh = near();
    assertThat(fresh.end(0)).isEqualTo(position);
    for (long at : List.of(position - 1, 1L, position / 2, 4_321L, 17L, position - 300)) {
      KafkaEventLog reader = near();
      assertReads(reader, at);
      assertReads(fresh, at);
    }
    List<StoredRecord> all = fresh.read(0, 0, ALL, ALL);
    assertThat(all)
        .extracting(StoredRecord::position)
        .containsExactlyElementsOf(LongStream.range(0, position).boxed().toList());
  }

  /// Another owner comes between, and something void with it.
  private static Ownership retaken(KafkaEventLog other, KafkaEventLog log) {
    Ownership between = other.open(0);
    Ownership owner = log.open(0);
    assertThatThrownBy(() -> other.append(between, between.end(), records("lost")))
        .isInstanceOf(NotOwner.class);
    return owner;
  }

  private static void assertReads(KafkaEventLog reader, long at) {
    StoredRecord found = reader.read(0, at, 1, ALL).getFirst();
    assertThat(found.position()).isEqualTo(at);
    assertThat(new String(found.payload(), StandardCharsets.UTF_8)).isIn("", "p" + at);
  }

  @Test
  @DisplayName("[EK12] a topic that would lose records, or has other partitions, is refused")
  void settings() throws Exception {
    near();
    KafkaEventLogConfig config = config(server.direct());
    assertThatThrownBy(() -> KafkaEventLog.open(config, SHARDS + 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has 2 shards, not 3");
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", server.direct()))) {
      AlterConfigOp week =
          new AlterConfigOp(new ConfigEntry("retention.ms", "604800000"), AlterConfigOp.OpType.SET);
      admin.incrementalAlterConfigs(Map.of(resource, List.of(week))).all().get();
    }
    assertThatThrownBy(() -> KafkaEventLog.open(config, SHARDS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("retention.ms is 604800000, and must be -1");
  }

  private void assertEverybodyReads(String... expected) {
    logs.add(near());
    for (KafkaEventLog each : logs) {
      List<StoredRecord> stored = each.read(0, 0, ALL, ALL);
      assertThat(payloads(stored)).containsExactly(expected);
      assertThat(stored)
          .extracting(StoredRecord::position)
          .containsExactlyElementsOf(LongStream.range(0, expected.length).boxed().toList());
      assertThat(each.end(0)).isEqualTo(expected.length);
    }
  }

  private void produce(byte[] value) throws Exception {
    Map<String, Object> settings = Map.of("bootstrap.servers", server.direct());
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topic, 0, null, value)).get();
    }
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + LONG.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  private static List<LogRecord> records(String... texts) {
    return List.of(texts).stream()
        .map(text -> new LogRecord("text", text.getBytes(StandardCharsets.UTF_8)))
        .toList();
  }

  private static List<String> payloads(List<StoredRecord> stored) {
    return stored.stream().map(one -> new String(one.payload(), StandardCharsets.UTF_8)).toList();
  }
}
