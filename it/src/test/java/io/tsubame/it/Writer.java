package io.tsubame.it;

import com.fasterxml.jackson.databind.JsonNode;
import io.tsubame.it.Api.Reply;
import io.tsubame.it.Caller.Call;
import io.tsubame.it.Ledger.Answered;
import io.tsubame.it.Ledger.Posted;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// Somebody who posts, edits, reads and adds tasks, one call after the other, and writes down what
/// is acknowledged. A call with an idempotency key is repeated until it is answered, over restarts
/// of the server; a call without is not.
final class Writer implements Runnable {
  private final Person person;
  private final String name;
  private final List<Person> others;
  private final List<Integer> rooms;
  private final Scene scene;
  private final Gate gate;
  private final Ledger ledger;
  private final Caller caller;
  private final AtomicLong acknowledged;
  private final Random random;
  private final List<Posted> own = new ArrayList<>();
  private int number;

  /// Whom a writer writes with and where.
  ///
  /// @param patience with one server
  /// @param pace the time between two calls
  record Scene(
      List<Person> people,
      List<Integer> rooms,
      Gate gate,
      Ledger ledger,
      Outcomes outcomes,
      AtomicLong acknowledged,
      Duration patience,
      Duration pace) {}

  Writer(Person person, String name, Scene scene, long seed) {
    this.person = person;
    this.name = name;
    this.others = scene.people().stream().filter(other -> !other.equals(person)).toList();
    this.rooms = scene.rooms();
    this.scene = scene;
    this.gate = scene.gate();
    this.ledger = scene.ledger();
    this.caller = new Caller(person, gate, scene.outcomes(), scene.patience());
    this.acknowledged = scene.acknowledged();
    this.random = new Random(seed);
  }

  /// Runs until the gate is closed for ever; what was begun with a key is finished.
  @Override
  public void run() {
    while (!gate.isLast()) {
      number++;
      int room = rooms.get(random.nextInt(rooms.size()));
      int choice = random.nextInt(100);
      if (choice < 50) {
        post(room);
      } else if (choice < 65) {
        postWithoutKey(room);
      } else if (choice < 80) {
        edit();
      } else if (choice < 92) {
        read(room);
      } else {
        addTask(room);
      }
      if (!scene.pace().isZero()) {
        LockSupport.parkNanos(random.nextLong(2 * scene.pace().toNanos()));
      }
    }
  }

  private void post(int room) {
    String body = text();
    ledger.mayPost(body);
    long begun = System.nanoTime();
    String path = "/v1/rooms/" + room + "/messages";
    JsonNode answer = untilAnswered("post", room, "POST", path, json("body", body));
    remember(ledger.posted(answer, person, begun));
  }

  private void postWithoutKey(int room) {
    String body = text();
    ledger.mayPost(body);
    String path = "/v1/rooms/" + room + "/messages";
    long begun = System.nanoTime();
    try {
      Reply reply = caller.api().attempt("POST", path, json("body", body));
      if (reply.status() == 200) {
        remember(ledger.posted(reply.body(), person, begun));
      } else if (reply.status() != 504) {
        ledger.notPosted(body, reply.toString());
      }
    } catch (IOException _) {
      // Nobody knows: it may be there once, or not.
    }
  }

  private void edit() {
    if (own.isEmpty()) {
      return;
    }
    Posted message = own.get(random.nextInt(own.size()));
    String body = message.answer.path("body").asText() + " edited " + number;
    ledger.mayEdit(message, body);
    String path = "/v1/rooms/" + message.room() + "/messages/" + message.id();
    untilAnswered("edit", message.room(), "PATCH", path, json("body", body));
    ledger.edited(message, body);
  }

  private void read(int room) {
    int known =
        own.stream()
            .filter(message -> message.room() == room)
            .mapToInt(Writer::sequence)
            .max()
            .orElse(0);
    if (known > 0) {
      int sequence = 1 + random.nextInt(known);
      JsonNode answer =
          untilAnswered(
              "read",
              room,
              "PUT",
              "/v1/rooms/" + room + "/read",
              "{\"sequence\":" + sequence + "}");
      // Right after a kill the views may be behind for longer than an answer waits for them.
      ledger.read(person, room, Math.max(sequence, answer.path("read_up_to").asInt()));
    }
  }

  private void addTask(int room) {
    String body = "task " + name + " " + number;
    ledger.mayAddTask(body);
    int assignee = others.get(random.nextInt(others.size())).account();
    JsonNode answer =
        untilAnswered(
            "task",
            room,
            "POST",
            "/v1/rooms/" + room + "/tasks",
            "{\"body\":\"" + body + "\",\"assignee_ids\":[" + assignee + "]}");
    ledger.taskAdded(body, answer.path("tasks").path(0));
  }

  private void remember(Posted message) {
    acknowledged.incrementAndGet();
    own.add(message);
    if (own.size() > 50) {
      own.removeFirst();
    }
  }

  private JsonNode untilAnswered(String kind, int room, String method, String path, String body) {
    String key = name + "-" + number;
    Answered answered = caller.untilAnswered(new Call(kind, room, key, method, path, body));
    acknowledged.incrementAndGet();
    ledger.answered(answered);
    return answered.answer();
  }

  private String text() {
    String body = name + " " + lot(name, number) + " " + number;
    return switch (random.nextInt(6)) {
      case 0 -> "[To:" + others.get(random.nextInt(others.size())).account() + "] " + body;
      case 1 -> "[toall] " + body;
      default -> body;
    };
  }

  /// A word that only a few messages have.
  static String lot(String name, int number) {
    return name + "x" + number / 20 + "end"; // no part of another one
  }

  private static int sequence(Posted message) {
    return message.answer.path("sequence").asInt();
  }

  private static String json(String field, String value) {
    return Api.JSON.createObjectNode().put(field, value).toString();
  }
}
