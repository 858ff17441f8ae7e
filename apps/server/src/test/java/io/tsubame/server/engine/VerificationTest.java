package io.tsubame.server.engine;

import static io.tsubame.server.engine.EngineWorld.ANN;
import static io.tsubame.server.engine.EngineWorld.UNHEARD;
import static org.assertj.core.api.Assertions.assertThat;

import io.tsubame.application.engine.EngineLimits;
import io.tsubame.application.engine.Finding;
import io.tsubame.application.engine.Verification;
import io.tsubame.application.engine.VerificationReport;
import io.tsubame.application.log.CorruptLog;
import io.tsubame.application.log.EventLog;
import io.tsubame.application.view.Table;
import io.tsubame.application.view.ViewBatch;
import io.tsubame.application.view.ViewStore;
import io.tsubame.application.view.ViewStore.Entry;
import io.tsubame.application.view.ViewStore.Order;
import io.tsubame.application.view.ViewStore.Range;
import io.tsubame.domain.RoomId;
import io.tsubame.testkit.InMemoryEventLog;
import io.tsubame.testkit.InMemoryViewStore;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class VerificationTest {
  private final DamagedLog log = new DamagedLog(new InMemoryEventLog(4));
  private final EngineWorld world = new EngineWorld(log);
  private final RoomId room = world.room();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  @DisplayName("[VE1] sound data has no findings, and all of it was read")
  void sound() throws InterruptedException {
    world.post(ANN, room, "text");
    world.awaitViews();
    VerificationReport report = world.verify();
    assertThat(report.findings()).isEmpty();
    assertThat(report.isSound()).isTrue();
    assertThat(report.records()).isEqualTo(4 + 2);
    assertThat(report.rows()).isGreaterThan(5);
  }

  @Test
  @DisplayName("[VE2] a record that is not what was written is named, and those behind it are read")
  void damagedRecords() {
    for (int i = 0; i < 10; i++) {
      world.post(ANN, room, "text");
    }
    log.damage(3);
    log.damage(7);
    int shard = room.value() % 4;
    assertThat(world.verify().findings())
        .extracting(Finding::toString)
        .containsExactly(
            "log, shard %d, position 3: flipped".formatted(shard),
            "log, shard %d, position 7: flipped".formatted(shard));
  }

  @Test
  @DisplayName("[VE3] a changed byte in the views is found and named by table and key")
  void changedRow() throws InterruptedException {
    world.awaitViews();
    Entry row = firstRow(Table.ROOM_HEADS);
    byte[] value = row.value().clone();
    value[value.length - 1] ^= 1;
    write(batch -> batch.put(Table.ROOM_HEADS, row.key(), value));
    assertFinding(Table.ROOM_HEADS, row.key(), "DIFFERENT");
  }

  @Test
  @DisplayName("[VE3] a row that is missing, or is there without reason, is found")
  void missingAndSurplusRows() throws InterruptedException {
    world.awaitViews();
    Entry row = firstRow(Table.MEMBERS);
    write(batch -> batch.delete(Table.MEMBERS, row.key()));
    assertFinding(Table.MEMBERS, row.key(), "MISSING");
    write(batch -> batch.put(Table.MEMBERS, row.key(), row.value()));
    byte[] behind = {127, 127, 127, 127, 0, 0, 0, 1};
    write(batch -> batch.put(Table.MEMBERS, behind, row.value()));
    assertFinding(Table.MEMBERS, behind, "SURPLUS");
  }

  @Test
  @DisplayName("[VE4] rows that change while they are compared are no findings")
  void whileServing() throws InterruptedException, ExecutionException {
    AtomicBoolean over = new AtomicBoolean();
    FutureTask<Void> posting =
        new FutureTask<>(() -> {
          while (!over.get()) {
            world.post(ANN, room, "text");
          }
          return null;
        });
    Thread.ofVirtual().start(posting);
    for (int i = 0; i < 5; i++) {
      assertThat(world.verify().findings()).isEmpty();
    }
    over.set(true);
    posting.get();
  }

  @Test
  @DisplayName("[VE5] data that nobody uses is verified as far as its views have come")
  void unused() throws InterruptedException {
    world.post(ANN, room, "text");
    world.awaitViews();
    world.engine.close();
    log.open(1);
    VerificationReport report =
        Verification.ofUnused(world.ports(), EngineLimits.DEFAULT.projection())
            .run(new InMemoryViewStore(), UNHEARD);
    assertThat(report.findings()).isEmpty();
  }

  @Test
  @DisplayName("[VE2] epochs that go back are found")
  void epochGoesBack() {
    world.post(ANN, room, "text");
    log.age(2);
    assertThat(world.verify().findings())
        .singleElement()
        .asString()
        .contains("shard %d, position 2".formatted(room.value() % 4), "epoch");
  }

  private Entry firstRow(Table table) {
    return world
        .views
        .scan(table, new Range(new byte[0], new byte[0], Order.ASCENDING), 1)
        .getFirst();
  }

  private void write(Consumer<ViewBatch> change) {
    ViewBatch batch = new ViewBatch();
    change.accept(batch);
    ((ViewStore) world.firstViews).write(batch);
  }

  private void assertFinding(Table table, byte[] key, String kind) {
    assertThat(world.verify().findings())
        .extracting(Finding::toString)
        .containsExactly(
            "views, table %s, key %s: %s".formatted(table, HexFormat.of().formatHex(key), kind));
  }

  /// A log that finds some of its records damaged.
  private static final class DamagedLog implements EventLog {
    private final EventLog log;
    private final Set<Long> damaged = new ConcurrentSkipListSet<>();
    private volatile long aged = -1;

    DamagedLog(EventLog log) {
      this.log = log;
    }

    void damage(long position) {
      damaged.add(position);
    }

    /// Gives the record the epoch before the first.
    void age(long position) {
      aged = position;
    }

    @Override
    public int shards() {
      return log.shards();
    }

    @Override
    public Ownership open(int shard) {
      return log.open(shard);
    }

    @Override
    public void append(Ownership owner, long expectedPosition, List<LogRecord> records) {
      log.append(owner, expectedPosition, records);
    }

    @Override
    public void confirm(Ownership owner) {
      log.confirm(owner);
    }

    @Override
    public long end(int shard) {
      return log.end(shard);
    }

    @Override
    public List<StoredRecord> read(int shard, long from, int maxRecords, int maxBytes) {
      List<StoredRecord> stored = log.read(shard, from, maxRecords, maxBytes);
      if (stored.stream().anyMatch(each -> damaged.contains(each.position()))) {
        throw new CorruptLog("flipped");
      }
      return stored.stream().map(this::aged).toList();
    }

    @Override
    public void close() {
      log.close();
    }

    private StoredRecord aged(StoredRecord stored) {
      return stored.position() == aged
          ? new StoredRecord(stored.shard(), aged, 0, stored.type(), stored.payload())
          : stored;
    }
  }
}
