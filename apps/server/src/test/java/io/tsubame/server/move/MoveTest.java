package io.tsubame.server.move;

import static io.tsubame.server.move.MoveWorld.COPY;
import static io.tsubame.server.move.MoveWorld.SWITCH;
import static io.tsubame.server.move.MoveWorld.move;
import static io.tsubame.server.move.MoveWorld.undo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsubame.application.OperatingFailure;
import io.tsubame.application.log.EventLog.StoredRecord;
import io.tsubame.application.move.MoveReport;
import io.tsubame.application.move.MoveStopped;
import io.tsubame.application.shard.CommandId;
import io.tsubame.application.shard.Outcome;
import io.tsubame.application.view.Keys;
import io.tsubame.application.view.Table;
import io.tsubame.application.view.ViewBatch;
import io.tsubame.application.view.ViewStore.Entry;
import io.tsubame.application.view.ViewStore.Order;
import io.tsubame.application.view.ViewStore.Range;
import io.tsubame.domain.RoomId;
import io.tsubame.testkit.InMemoryEventLog;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MoveTest {
  /// Rows that tell positions, which are others at the target.
  private static final Set<Table> WITH_POSITIONS =
      EnumSet.of(
          Table.ROOM_CHANGES, Table.COMMANDS, Table.REMEMBERED_COMMANDS, Table.FORGOTTEN_COMMANDS);

  private static final String POLICY = "policy/unfinished-work";

  @TempDir private Path scratch;
  private final Place source = new Place("the old place");
  private final Place target = new Place("the new place");
  private List<RoomId> rooms = List.of();

  @BeforeEach
  void fill() {
    source.start();
    rooms = Stream.generate(source::room).limit(5).toList();
    for (int i = 0; i < 50; i++) {
      Outcome _ = source.post(rooms.get(i % rooms.size()), "text " + i, new CommandId("id " + i));
    }
  }

  @AfterEach
  void close() {
    source.close();
    target.close();
  }

  @Test
  @DisplayName("[MV1] every commit is at the target, as it was, in the order of its shard")
  void movesEverything() throws MoveStopped, InterruptedException {
    MoveReport report = move(source, target, scratch);
    for (int shard = 0; shard < Place.SHARDS; shard++) {
      assertThat(bytes(target, shard)).isEqualTo(bytes(source, shard));
    }
    assertThat(report.switched()).isTrue();
    assertThat(report.commits())
        .isEqualTo(
            IntStream.range(0, Place.SHARDS).mapToLong(shard -> bytes(source, shard).size()).sum());
  }

  @Test
  @DisplayName("[MV2] the target is a log by its own rules, with views that it gives")
  void targetIsSound() throws MoveStopped, InterruptedException {
    MoveReport _ = move(source, target, scratch);
    target.start();
    target.awaitViews();
    assertThat(target.verify().findings()).isEmpty();
    assertThat(target.texts(rooms.getFirst())).contains("text 0");
    assertThat(target.post(rooms.getFirst(), "new", null)).isInstanceOf(Outcome.Accepted.class);
  }

  @Test
  @DisplayName(
      "[MV3] the views of the target are made, and are those of the source but for positions")
  void views() throws MoveStopped, InterruptedException {
    source.awaitViews();
    MoveReport _ = move(source, target, scratch);
    for (int shard = 0; shard < Place.SHARDS; shard++) {
      assertThat(target.views.checkpoint("views", shard)).isPositive();
    }
    for (Table table : Table.values()) {
      if (!WITH_POSITIONS.contains(table)) {
        assertThat(rows(target, table)).as(table.name()).isEqualTo(rows(source, table));
      }
    }
    assertThat(target.views.get(Table.ROOM_HEADS, Keys.room(rooms.getFirst()))).isNotNull();
  }

  @Test
  @DisplayName("[MV4] a command that is repeated at the target has no second effect")
  void repeatedCommands() throws MoveStopped, InterruptedException {
    MoveReport _ = move(source, target, scratch);
    target.start();
    Outcome again = target.post(rooms.getFirst(), "text 0", new CommandId("id 0"));
    assertThat(again)
        .isInstanceOfSatisfying(
            Outcome.Accepted.class, accepted -> assertThat(accepted.repeated()).isTrue());
    assertThat(target.texts(rooms.getFirst())).containsOnlyOnce("text 0");
  }

  @Test
  @DisplayName("[MV5] the source takes no commands any more, also after a restart, and reads go on")
  void sourceIsSealed() throws MoveStopped, InterruptedException {
    MoveReport _ = move(source, target, scratch);
    awaitSealed(source);
    assertThat(source.engine().numbers().isReady()).isTrue();
    assertThat(source.engine().numbers().isSealed()).isTrue();
    assertThat(rows(source, Table.MESSAGES)).isNotEmpty();
    source.stop();
    source.start();
    awaitSealed(source);
    source.awaitViews();
    assertThat(source.verify().findings()).isEmpty();
  }

  @Test
  @DisplayName("[MV6] what is repeated when all is done does nothing, and says so")
  void repeatedMove() throws MoveStopped, InterruptedException {
    MoveReport first = move(source, target, scratch);
    List<Long> ends = ends(target);
    MoveReport second = move(source, target, scratch);
    assertThat(second.move()).isEqualTo(first.move());
    assertThat(second.switched()).isTrue();
    assertThat(ends(target)).isEqualTo(ends);
  }

  @Test
  @DisplayName("[MV7] a target with data of its own is refused, and nothing is written there")
  void usedTarget() {
    target.start();
    RoomId other = target.room();
    target.stop();
    List<Long> ends = ends(target);
    assertStops("the new place is in use");
    assertThat(ends(target)).isEqualTo(ends);
    assertThat(target.commits(other)).hasSize(1);
    assertThat(source.post(rooms.getFirst(), "still here", null))
        .isInstanceOf(Outcome.Accepted.class);
  }

  @Test
  @DisplayName("[MV7] a target that only ever started is empty")
  void startedTarget() throws MoveStopped, InterruptedException {
    target.start();
    target.awaitViews();
    target.stop();
    assertThat(move(source, target, scratch).switched()).isTrue();
  }

  @Test
  @DisplayName("[MV7] a target with another number of shards is refused")
  void otherShards() {
    try (Place small = new Place("a small place", new InMemoryEventLog(4))) {
      assertThatThrownBy(() -> move(source, small, scratch))
          .isInstanceOf(MoveStopped.class)
          .hasMessageContaining("8 shards")
          .hasMessageContaining("4");
    }
  }

  @Test
  @DisplayName("[MV7] a target with views of another log is refused")
  void strangeViews() throws InterruptedException {
    target.start();
    RoomId _ = target.room();
    target.awaitViews();
    target.stop();
    try (Place exchanged = new Place("the new place")) {
      assertThatThrownBy(() ->
              move(
                  source.end(),
                  new io.tsubame.application.move.MoveEnd(
                      "the new place", exchanged.log, target.views, target.blobs),
                  scratch,
                  SWITCH))
          .isInstanceOf(MoveStopped.class)
          .hasMessageContaining("another log");
    }
  }

  @Test
  @DisplayName("[MV7] a copy of something else is refused")
  void otherSource() throws MoveStopped, InterruptedException {
    try (Place stranger = new Place("a strange place")) {
      stranger.start();
      Outcome _ = stranger.post(stranger.room(), "strange", null);
      MoveReport _ = move(stranger.end(), target.end(), scratch, COPY);
      assertStops("The copy differs");
      assertThat(source.post(rooms.getFirst(), "still here", null))
          .isInstanceOf(Outcome.Accepted.class);
    }
  }

  @Test
  @DisplayName("[MV7] what has moved does not move to a second place")
  void secondTarget() throws MoveStopped, InterruptedException {
    MoveReport _ = move(source, target, scratch);
    try (Place second = new Place("a second place")) {
      assertThatThrownBy(() -> move(source, second, scratch))
          .isInstanceOf(MoveStopped.class)
          .hasMessageContaining("has moved already");
    }
  }

  @Test
  @DisplayName("[MV8] until it is complete the target takes no commands, whoever serves it")
  void incompleteTarget() throws MoveStopped, InterruptedException {
    MoveReport _ = move(source.end(), target.end(), scratch, COPY);
    target.start();
    awaitSealed(target);
    target.stop();
    assertThat(move(source, target, scratch).switched()).isTrue();
    target.start();
    assertThat(target.post(rooms.getFirst(), "new", null)).isInstanceOf(Outcome.Accepted.class);
  }

  @Test
  @DisplayName(
      "[MV9] undone before the target took anything, the source goes on; and a later move, too")
  void undone() throws MoveStopped, InterruptedException {
    String first = move(source, target, scratch).move();
    undo(source, target);
    source.stop();
    source.start();
    assertThat(source.post(rooms.getFirst(), "afterwards", null))
        .isInstanceOf(Outcome.Accepted.class);
    target.start();
    awaitSealed(target);
    target.stop();
    assertThat(move(source, target, scratch).move()).isEqualTo(first);
    assertThat(target.texts(rooms.getFirst())).contains("afterwards");
    for (int shard = 0; shard < Place.SHARDS; shard++) {
      assertThat(bytes(target, shard)).isEqualTo(bytes(source, shard));
    }
  }

  @Test
  @DisplayName("[MV9] a server that runs at the source takes commands again when it is undone")
  void undoneWhileServing() throws MoveStopped, InterruptedException {
    MoveReport _ = move(source, target, scratch);
    awaitSealed(source);
    undo(source, target);
    awaitOpen(source);
    assertThat(source.verify().findings()).isEmpty();
  }

  @Test
  @DisplayName("[MV9] it is not undone when the target has taken changes")
  void notUndone() throws MoveStopped, InterruptedException {
    MoveReport _ = move(source, target, scratch);
    target.start();
    Outcome _ = target.post(rooms.getFirst(), "new", null);
    assertThatThrownBy(() -> undo(source, target))
        .isInstanceOf(MoveStopped.class)
        .hasMessageContaining("has taken changes");
    awaitSealed(source);
    target.stop();
    target.start();
    for (RoomId room : rooms) {
      assertThat(target.post(room, "goes on", null)).isInstanceOf(Outcome.Accepted.class);
    }
  }

  @Test
  @DisplayName("[MV10] moved there and back, nothing is lost")
  void thereAndBack() throws MoveStopped, InterruptedException {
    MoveReport _ = move(source, target, scratch);
    target.start();
    Outcome _ = target.post(rooms.getFirst(), "there", null);
    try (Place home = new Place("the old place, anew")) {
      MoveReport _ = move(target, home, scratch);
      home.start();
      Outcome _ = home.post(rooms.getFirst(), "back", null);
      assertThat(home.texts(rooms.getFirst())).contains("text 0", "there", "back");
      home.awaitViews();
      assertThat(home.verify().findings()).isEmpty();
    }
  }

  @Test
  @DisplayName("[MV12] policies lack at the target what they lacked at the source")
  void policies() throws MoveStopped, InterruptedException {
    source.awaitPolicies();
    source.stop();
    ViewBatch behind = new ViewBatch();
    for (int shard = 0; shard < Place.SHARDS; shard++) {
      behind.checkpoint(POLICY, shard, source.log.end(shard) / 2);
    }
    source.views.write(behind);
    MoveReport _ = move(source, target, scratch);
    for (int shard = 0; shard < Place.SHARDS; shard++) {
      assertThat(lacking(target, shard)).isEqualTo(lacking(source, shard));
    }
    assertThat(lacking(target, rooms.getFirst().value() % Place.SHARDS)).isNotEmpty();
  }

  private static List<String> lacking(Place place, int shard) {
    long from = place.views.checkpoint(POLICY, shard);
    return place.records(shard).stream()
        .filter(each -> each.position() >= from && !each.isOfTheLog())
        .map(MoveTest::bytes)
        .toList();
  }

  private void assertStops(String why) {
    assertThatThrownBy(() -> move(source, target, scratch))
        .isInstanceOf(MoveStopped.class)
        .hasMessageContaining(why);
  }

  private void awaitSealed(Place place) throws InterruptedException {
    try (Writers writers = new Writers(place, rooms)) {
      writers.awaitSealed();
    }
  }

  private void awaitOpen(Place place) throws InterruptedException {
    for (RoomId room : rooms) {
      while (true) {
        try {
          Outcome _ = place.post(room, "open again", null);
          break;
        } catch (OperatingFailure _) {
          LockSupport.parkNanos(1_000_000);
        }
      }
    }
    place.awaitViews();
  }

  private static List<Long> ends(Place place) {
    return IntStream.range(0, Place.SHARDS).mapToObj(place.log::end).toList();
  }

  private static List<String> bytes(Place place, int shard) {
    return place.records(shard).stream()
        .filter(each -> !each.isOfTheLog())
        .map(MoveTest::bytes)
        .toList();
  }

  private static String bytes(StoredRecord stored) {
    return stored.type() + " " + HexFormat.of().formatHex(stored.payload());
  }

  private static Map<String, String> rows(Place place, Table table) {
    HexFormat hex = HexFormat.of();
    return place
        .views
        .scan(table, new Range(new byte[0], new byte[0], Order.ASCENDING), Integer.MAX_VALUE)
        .stream()
        .collect(
            Collectors.toMap(
                (Entry entry) -> hex.formatHex(entry.key()),
                entry -> hex.formatHex(entry.value())));
  }
}
