package io.tsubame.it;

import com.fasterxml.jackson.databind.JsonNode;
import io.tsubame.it.Api.Reply;
import io.tsubame.it.Ledger.Answered;
import io.tsubame.it.Ledger.Posted;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/// Somebody who posts, edits, reads and adds tasks, one call after the other, and writes down what
/// is acknowledged. A call with an idempotency key is repeated until it is answered, over restarts
/// of the server; a call without is not.
final class Writer implements Runnable {
  private final Person person;
  private final String name;
  private final List<Person> others;
  private final List<Integer> rooms;
  private final Gate gate;
  private final Ledger ledger;
  private final AtomicLong acknowledged;
  private final Random random;
  private final List<Posted> own = new ArrayList<>();
  private int number;

  /// Whom a writer writes with and where.
  record Scene(
      List<Person> people,
      List<Integer> rooms,
      Gate gate,
      Ledger ledger,
      AtomicLong acknowledged) {}

  Writer(Person person, String name, Scene scene, long seed) {
    this.person = person;
    this.name = name;
    this.others = scene.people().stream().filter(other -> !other.equals(person)).toList();
    this.rooms = scene.rooms();
    this.gate = scene.gate();
    this.ledger = scene.ledger();
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
    }
  }

  private void post(int room) {
    String body = text();
    ledger.mayPost(body);
    JsonNode answer = untilAnswered("POST", "/v1/rooms/" + room + "/messages", json("body", body));
    remember(ledger.posted(answer, person));
  }

  private void postWithoutKey(int room) {
    String body = text();
    ledger.mayPost(body);
    String path = "/v1/rooms/" + room + "/messages";
    try {
      Reply reply = gate.api(person).attempt("POST", path, json("body", body));
      if (reply.status() == 200) {
        remember(ledger.posted(reply.body(), person));
      } else if (reply.status() != 504) {
        ledger.notPosted(body);
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
    untilAnswered("PATCH", path, json("body", body));
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
          untilAnswered("PUT", "/v1/rooms/" + room + "/read", "{\"sequence\":" + sequence + "}");
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

  private JsonNode untilAnswered(String method, String path, String body) {
    String key = name + "-" + number;
    while (true) {
      try {
        Reply reply = gate.api(person).keyed(key).attempt(method, path, body);
        if (reply.status() == 200) {
          acknowledged.incrementAndGet();
          ledger.answered(new Answered(person, method, path, body, key, reply.body()));
          return reply.body();
        }
        if (reply.status() < 500) {
          throw new IllegalStateException(method + " " + path + " was refused: " + reply);
        }
      } catch (IOException failure) {
        // The server died: the same key goes to the next one, unless the test is over.
        if (Thread.currentThread().isInterrupted()) {
          throw new IllegalStateException("given up", failure);
        }
      }
    }
  }

  private String text() {
    String body = name + " " + number;
    return switch (random.nextInt(6)) {
      case 0 -> "[To:" + others.get(random.nextInt(others.size())).account() + "] " + body;
      case 1 -> "[toall] " + body;
      default -> body;
    };
  }

  private static int sequence(Posted message) {
    return message.answer.path("sequence").asInt();
  }

  private static String json(String field, String value) {
    return Api.JSON.createObjectNode().put(field, value).toString();
  }
}
