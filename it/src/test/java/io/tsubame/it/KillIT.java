package io.tsubame.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tsubame.it.Ledger.Answered;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A server that is killed again and again while people work with it.
///
/// The seed is printed; `-Dtsubame.kill.seed=N` gives the same choices again, though not the same
/// timing, and `-Dtsubame.kill.seconds=N` kills for longer.
final class KillIT {
  private static final int ROOMS = 4;
  private static final int WRITERS = 6;

  private final long seed = Long.getLong("tsubame.kill.seed", System.nanoTime());
  private final Duration enough = Duration.ofSeconds(Long.getLong("tsubame.kill.seconds", 12));
  private final Random random = new Random(seed);
  private final Gate gate = new Gate();
  private final Ledger ledger = new Ledger();
  private final AtomicLong acknowledged = new AtomicLong();
  private final List<Person> people = new ArrayList<>();
  private final List<Integer> rooms = new ArrayList<>();
  private final List<Follower> followers = new ArrayList<>();
  private final List<Future<?>> writing = new ArrayList<>();

  @TempDir Path folder;

  @Test
  @DisplayName("[G1] [G2] [G3] [G4] kill -9 at any moment loses and doubles nothing")
  void kill() throws Exception {
    System.out.println("KillIT: -Dtsubame.kill.seed=" + seed);
    ServerProcess server = ServerProcess.start(folder.resolve("data"));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      try {
        populate(server);
        startWriters(threads);
        Instant end = Instant.now().plus(enough);
        int kills = 0;
        do {
          server = round(server);
          kills++;
        } while (kills < 3 || Instant.now().isBefore(end));
        finish(server);
        System.out.println(
            "KillIT: " + kills + " rounds, " + acknowledged + " acknowledged commands");
      } finally {
        gate.last();
        threads.shutdownNow();
      }
    } catch (Exception | AssertionError failure) {
      throw new AssertionError("seed " + seed + "\n" + server.lastErrors(), failure);
    } finally {
      followers.forEach(Follower::close);
      server.close();
    }
  }

  private void populate(ServerProcess server) {
    for (String name : List.of("Aoi", "Ben", "Chika")) {
      people.add(server.addAccount(name, "Tsubame Trading"));
    }
    for (int index = 0; index < ROOMS; index++) {
      String body =
          "{\"name\":\"Room %d\",\"member_ids\":[%d,%d]}"
              .formatted(index, people.get(1).account(), people.get(2).account());
      JsonNode room = server.as(people.getFirst()).post("/v1/rooms", body).expect(200);
      rooms.add(room.path("room_id").asInt());
    }
    for (Person person : people) {
      followers.add(new Follower(server.as(person), rooms));
    }
  }

  private void startWriters(ExecutorService threads) {
    Writer.Scene scene =
        new Writer.Scene(
            people, rooms, gate, ledger, new Outcomes(), acknowledged, Api.PATIENCE, Duration.ZERO);
    for (int index = 0; index < WRITERS; index++) {
      Person person = people.get(index % people.size());
      writing.add(threads.submit(new Writer(person, "w" + index, scene, random.nextLong())));
    }
  }

  /// Lets everybody write for a moment, kills, starts again, and looks at what is there.
  private ServerProcess round(ServerProcess server) throws Exception {
    gate.open(server.url());
    pause(100 + random.nextInt(1_500));
    server.kill();
    gate.close();
    if (random.nextInt(3) == 0) {
      ServerProcess dying = ServerProcess.launch(server.data());
      pause(random.nextInt(3_000));
      dying.kill();
    }
    ServerProcess next = ServerProcess.start(server.data());
    try {
      for (int index = 0; index < people.size(); index++) {
        followers.get(index).resume(next.as(people.get(index)));
      }
      Verification verification = new Verification(next, people, rooms, ledger);
      verification.searchFinds(verification.acknowledgedIsThere());
      sameAnswers(next, 10);
      return next;
    } catch (RuntimeException | AssertionError failure) {
      next.close();
      throw failure;
    }
  }

  /// Lets the writers end what they began, and looks at everything.
  private void finish(ServerProcess server) throws Exception {
    gate.last();
    gate.open(server.url());
    for (Future<?> writer : writing) {
      writer.get(60, TimeUnit.SECONDS);
    }
    assertThat(acknowledged.get()).as("there was something to lose").isGreaterThan(WRITERS);
    sameAnswers(server, 100);
    Verification verification = new Verification(server, people, rooms, ledger);
    Map<Integer, List<JsonNode>> all = verification.acknowledgedIsThere();
    verification.everybodySees(all);
    verification.searchFinds(all);
    for (Follower follower : followers) {
      follower.catchUp();
      Map<Integer, List<String>> told = new HashMap<>();
      rooms.forEach(room -> told.put(room, follower.messages(room)));
      assertThat(told).as("what the live stream told").isEqualTo(ids(all));
    }
  }

  /// Repeats some commands whose answers are known, of this server's life and of earlier ones.
  private void sameAnswers(ServerProcess server, int count) {
    List<Answered> answered = ledger.answered();
    for (int index = 0; index < Math.min(count, answered.size()); index++) {
      Answered command = answered.get(random.nextInt(answered.size()));
      JsonNode answer =
          server
              .as(command.by())
              .keyed(command.key())
              .send(command.method(), command.path(), command.body())
              .expect(200);
      assertThat(answer).as("the first answer again, to %s", command).isEqualTo(command.answer());
    }
  }

  private static Map<Integer, List<String>> ids(Map<Integer, List<JsonNode>> all) {
    Map<Integer, List<String>> ids = new HashMap<>();
    all.forEach((room, messages) ->
        ids.put(
            room, messages.stream().map(message -> message.path("message_id").asText()).toList()));
    return ids;
  }

  /// Lets work go on for a while, and ends sooner where a writer failed.
  private void pause(int millis) throws InterruptedException, ExecutionException {
    var _ = new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
    for (Future<?> writer : writing) {
      if (writer.isDone()) {
        writer.get();
      }
    }
  }
}
