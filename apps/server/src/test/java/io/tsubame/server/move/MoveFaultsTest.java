package io.tsubame.server.move;

import static io.tsubame.server.move.MoveWorld.SWITCH;
import static io.tsubame.server.move.MoveWorld.move;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsubame.application.log.EventLog;
import io.tsubame.application.move.MoveReport;
import io.tsubame.application.move.MoveStopped;
import io.tsubame.application.shard.Outcome;
import io.tsubame.domain.RoomId;
import io.tsubame.eventlog.rocksdb.RocksEventLog;
import io.tsubame.eventlog.rocksdb.RocksEventLogConfig;
import io.tsubame.testkit.InMemoryEventLog;
import io.tsubame.testkit.InMemoryEventLog.Fault;
import io.tsubame.testkit.properties.Gen;
import io.tsubame.testkit.properties.Property;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Moves while people write, that are killed, and whose target lies.
final class MoveFaultsTest {
  private static final int ROOMS = 4;

  @TempDir private Path scratch;

  /// @param lives after how many writes the processes are killed that move; the last one is not
  private record Fate(List<Integer> lives, boolean behind) {}

  private static final Gen<Fate> FATES =
      choices ->
          new Fate(choices.draw(Gen.lists(Gen.ints(1, 120), 0, 6)), choices.draw(Gen.booleans()));

  @Test
  @DisplayName(
      "[MV1] [MV11] whatever is acknowledged is there once and in order, however often the move is killed")
  void killed() {
    Property.check(
        "killed moves",
        25,
        FATES,
        fate -> {
          try (Place source = new Place("the old place");
              Place target = new Place("the new place")) {
            check(fate, source, target);
          }
        });
  }

  @Test
  @DisplayName("[MV1] [MV11] the same from directory to directory")
  void killedOnDisk(@TempDir Path disk) {
    AtomicInteger run = new AtomicInteger();
    Property.check(
        "killed moves on disk",
        3,
        FATES,
        fate -> {
          Path folder = disk.resolve("run-" + run.incrementAndGet());
          try (Place source = new Place("the old directory", rocks(folder.resolve("old")));
              Place target = new Place("the new directory", rocks(folder.resolve("new")))) {
            check(fate, source, target);
          }
        });
  }

  private static EventLog rocks(Path folder) {
    return RocksEventLog.open(folder, Place.SHARDS, RocksEventLogConfig.DEFAULT);
  }

  private void check(Fate fate, Place source, Place target)
      throws MoveStopped, InterruptedException {
    source.start();
    List<RoomId> rooms = Stream.generate(source::room).limit(ROOMS).toList();
    Writers writers = new Writers(source, rooms);
    writers.awaitBegun();
    for (int life : fate.lives()) {
      moveAndDie(source, target, life, fate.behind(), writers);
    }
    MoveReport last =
        move(source.end(), target.end(), scratch, SWITCH, (stage, _, _) -> writers.step(stage));
    assertThat(last.switched()).isTrue();
    writers.awaitSealed();
    writers.close();
    target.start();
    target.awaitViews();
    for (Map.Entry<RoomId, List<String>> room : writers.acknowledged().entrySet()) {
      assertThat(target.texts(room.getKey())).isEqualTo(room.getValue());
    }
    assertThat(target.verify().findings()).isEmpty();
  }

  /// As with `kill -9` at some write to either log.
  private void moveAndDie(Place source, Place target, int life, boolean behind, Writers writers)
      throws MoveStopped, InterruptedException {
    AtomicInteger writes = new AtomicInteger(life);
    try {
      MoveReport _ =
          move(
              source.end(new MortalLog(source.log, writes, behind)),
              target.end(new MortalLog(target.log, writes, behind)),
              scratch,
              SWITCH,
              (stage, _, _) -> writers.step(stage));
    } catch (MortalLog.Killed _) {
      // And the next one goes on.
    }
  }

  @Test
  @DisplayName(
      "[MV11] faults of the target that pass are waited for, also where the outcome is unknown")
  void passingFaults() throws MoveStopped, InterruptedException {
    InMemoryEventLog log = new InMemoryEventLog(Place.SHARDS);
    try (Place source = new Place("the old place");
        Place target = new Place("the new place", log)) {
      source.start();
      RoomId room = source.room();
      List<String> texts = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        texts.add("text " + i);
        Outcome _ = source.post(room, "text " + i, null);
      }
      for (Fault fault :
          List.of(Fault.UNAVAILABLE, Fault.OUTCOME_UNKNOWN_LOST, Fault.OUTCOME_UNKNOWN_APPENDED)) {
        log.failNextAppend(fault);
        log.failNextAppend(fault);
      }
      assertThat(move(source, target, scratch).switched()).isTrue();
      assertThat(target.texts(room)).isEqualTo(texts);
    }
  }

  @Test
  @DisplayName("[MV13] a flipped record of the target is found, and the source serves on")
  void flipped() {
    try (Place source = new Place("the old place");
        Place target = new Place("the new place")) {
      source.start();
      RoomId room = source.room();
      for (int i = 0; i < 10; i++) {
        Outcome _ = source.post(room, "text " + i, null);
      }
      LyingLog lying = new LyingLog(target.log, room.value() % Place.SHARDS, "text 7", "text 8");
      assertThatThrownBy(() -> move(source.end(), target.end(lying), scratch, SWITCH))
          .isInstanceOf(MoveStopped.class)
          .hasMessageContaining("room " + room)
          .hasMessageContaining("at the old place")
          .hasMessageContaining("position");
      assertThat(source.post(room, "still here", null)).isInstanceOf(Outcome.Accepted.class);
    }
  }

  @Test
  @DisplayName(
      "[MV13] [MV21] a record that is flipped while the source is closed is found, and it opens again")
  void flippedInTheSwitch() throws InterruptedException {
    try (Place source = new Place("the old place");
        Place target = new Place("the new place")) {
      source.start();
      RoomId room = source.room();
      LyingLog lying = new LyingLog(target.log, room.value() % Place.SHARDS, "last", "lost");
      AtomicInteger rounds = new AtomicInteger();
      PostingLog posting =
          new PostingLog(
              source.log,
              room.value() % Place.SHARDS,
              () -> {
                if (rounds.getAndIncrement() == 0) {
                  Outcome _ = source.post(room, "last", null);
                }
              });
      assertThatThrownBy(() -> move(source.end(posting), target.end(lying), scratch, SWITCH))
          .isInstanceOf(MoveStopped.class)
          .hasMessageContaining("room " + room);
      assertThat(rounds.get()).isPositive();
      Outcome opened = postWhenOpen(source, room);
      assertThat(opened).isInstanceOf(Outcome.Accepted.class);
      source.awaitViews();
      assertThat(source.verify().findings()).isEmpty();
    }
  }

  private static Outcome postWhenOpen(Place place, RoomId room) {
    while (true) {
      try {
        return place.post(room, "open again", null);
      } catch (io.tsubame.application.OperatingFailure _) {
        Thread.onSpinWait();
      }
    }
  }

  @Test
  @DisplayName("[MV14] where somebody else opens the target, the move stops and says so")
  void displaced() {
    InMemoryEventLog log = new InMemoryEventLog(Place.SHARDS);
    try (Place source = new Place("the old place");
        Place target = new Place("the new place", log)) {
      source.start();
      RoomId room = source.room();
      log.failNextAppend(Fault.NOT_OWNER);
      assertThatThrownBy(() -> move(source, target, scratch))
          .isInstanceOf(MoveStopped.class)
          .hasMessageContaining("used by somebody else");
      assertThat(source.post(room, "still here", null)).isInstanceOf(Outcome.Accepted.class);
    }
  }

  /// Gives other bytes than were written, of the same length.
  private record LyingLog(EventLog log, int shard, String truth, String lie) implements EventLog {
    @Override
    public int shards() {
      return log.shards();
    }

    @Override
    public Ownership open(int of) {
      return log.open(of);
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
    public long end(int of) {
      return log.end(of);
    }

    @Override
    public List<StoredRecord> read(int of, long from, int maxRecords, int maxBytes) {
      return log.read(of, from, maxRecords, maxBytes).stream().map(this::bent).toList();
    }

    private StoredRecord bent(StoredRecord stored) {
      byte[] bytes = bent(stored.payload());
      return bytes == null
          ? stored
          : new StoredRecord(
              stored.shard(), stored.position(), stored.epoch(), stored.type(), bytes);
    }

    private byte @Nullable [] bent(byte[] payload) {
      String text = new String(payload, java.nio.charset.StandardCharsets.ISO_8859_1);
      return text.contains(truth)
          ? text.replace(truth, lie).getBytes(java.nio.charset.StandardCharsets.ISO_8859_1)
          : null;
    }

    @Override
    public void close() {
      log.close();
    }
  }

  /// A log to which something is written just before it is sealed.
  private record PostingLog(EventLog log, int shard, Runnable before) implements EventLog {
    @Override
    public int shards() {
      return log.shards();
    }

    @Override
    public Ownership open(int of) {
      if (of == shard) {
        before.run();
      }
      return log.open(of);
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
    public long end(int of) {
      return log.end(of);
    }

    @Override
    public List<StoredRecord> read(int of, long from, int maxRecords, int maxBytes) {
      return log.read(of, from, maxRecords, maxBytes);
    }

    @Override
    public void close() {
      log.close();
    }
  }
}
