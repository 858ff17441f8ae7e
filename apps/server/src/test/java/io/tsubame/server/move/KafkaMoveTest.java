package io.tsubame.server.move;

import static io.tsubame.server.move.MoveWorld.SWITCH;
import static io.tsubame.server.move.MoveWorld.move;
import static io.tsubame.server.move.MoveWorld.undo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsubame.application.log.EventLog;
import io.tsubame.application.move.MoveReport;
import io.tsubame.application.move.MoveStopped;
import io.tsubame.application.shard.Outcome;
import io.tsubame.domain.RoomId;
import io.tsubame.eventlog.kafka.KafkaEventLog;
import io.tsubame.eventlog.kafka.KafkaEventLogConfig;
import io.tsubame.testkit.kafka.KafkaServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Moves to and from a real broker, where source and mover are different users of the log.
final class KafkaMoveTest {
  private static final AtomicInteger TOPICS = new AtomicInteger();

  @TempDir private static Path directory;
  private static KafkaServer server;

  @TempDir private Path scratch;

  @BeforeAll
  static void startServer() throws IOException {
    server = KafkaServer.start(directory);
  }

  @AfterAll
  static void stopServer() throws IOException {
    server.close();
  }

  @Test
  @DisplayName("[MV1] [MV11] people write, the move to a topic is killed, and the next one goes on")
  void toKafka() throws MoveStopped, InterruptedException {
    try (Place source = new Place("the old place");
        Place target = new Place("the topic", open(newTopic()))) {
      source.start();
      List<RoomId> rooms = Stream.generate(source::room).limit(4).toList();
      Writers writers = new Writers(source, rooms);
      writers.awaitBegun();
      for (int life : new int[] {5, 23, 40}) {
        AtomicInteger writes = new AtomicInteger(life);
        assertThatThrownBy(() ->
                move(
                    source.end(new MortalLog(source.log, writes, true)),
                    target.end(new MortalLog(target.log, writes, true)),
                    scratch,
                    SWITCH,
                    (stage, _, _) -> writers.step(stage)))
            .isInstanceOf(MortalLog.Killed.class);
      }
      MoveReport last =
          move(source.end(), target.end(), scratch, SWITCH, (stage, _, _) -> writers.step(stage));
      assertThat(last.switched()).isTrue();
      writers.awaitSealed();
      writers.close();
      target.start();
      checkAll(target, writers);
    }
  }

  @Test
  @DisplayName("[MV10] [MV20] out of a topic that a server uses, by somebody whom it does not know")
  void fromKafka() throws MoveStopped, InterruptedException {
    String topic = newTopic();
    try (Place serving = new Place("the cluster", open(topic));
        EventLog seen = open(topic);
        Place target = new Place("one machine")) {
      serving.start();
      List<RoomId> rooms = Stream.generate(serving::room).limit(4).toList();
      Writers writers = new Writers(serving, rooms);
      writers.awaitBegun();
      MoveReport report =
          move(
              serving.end(seen),
              target.end(),
              scratch,
              SWITCH,
              (stage, _, _) -> writers.step(stage));
      assertThat(report.switched()).isTrue();
      writers.awaitSealed();
      writers.close();
      target.start();
      checkAll(target, writers);
    }
  }

  @Test
  @DisplayName("[MV9] undone, the servers of a topic take commands again by themselves")
  void undone() throws MoveStopped, InterruptedException {
    String topic = newTopic();
    try (Place serving = new Place("the cluster", open(topic));
        Place mover = new Place("the cluster", open(topic));
        Place target = new Place("one machine")) {
      serving.start();
      RoomId room = serving.room();
      MoveReport _ =
          move(
              new io.tsubame.application.move.MoveEnd(
                  "the cluster", mover.log, serving.views, serving.blobs),
              target.end(),
              scratch,
              SWITCH);
      undo(mover, target);
      assertThat(postWhenOpen(serving, room)).isInstanceOf(Outcome.Accepted.class);
      target.start();
      try (Writers writers = new Writers(target, List.of(room))) {
        writers.awaitSealed();
      }
    }
  }

  private static Outcome postWhenOpen(Place place, RoomId room) {
    while (true) {
      try {
        return place.post(room, "open again", null);
      } catch (io.tsubame.application.OperatingFailure _) {
        LockSupport.parkNanos(1_000_000);
      }
    }
  }

  private static void checkAll(Place target, Writers writers) throws InterruptedException {
    target.awaitViews();
    for (Map.Entry<RoomId, List<String>> room : writers.acknowledged().entrySet()) {
      assertThat(target.texts(room.getKey())).isEqualTo(room.getValue());
    }
    assertThat(target.verify().findings()).isEmpty();
  }

  private static String newTopic() {
    return "move-" + TOPICS.incrementAndGet();
  }

  /// A topic that was just made has to be taken up by its broker first.
  private static EventLog open(String topic) {
    KafkaEventLogConfig config = KafkaEventLogConfig.of(server.direct(), topic).withReplicas(1, 1);
    EventLog log = KafkaEventLog.open(config, Place.SHARDS);
    IntStream.range(0, Place.SHARDS).forEach(log::end);
    return log;
  }
}
