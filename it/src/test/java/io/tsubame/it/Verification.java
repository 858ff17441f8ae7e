package io.tsubame.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tsubame.it.Ledger.Posted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/// Holds what a server shows against what was acknowledged.
final class Verification {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final ServerProcess server;
  private final List<Person> people;
  private final List<Integer> rooms;
  private final Ledger ledger;

  Verification(ServerProcess server, List<Person> people, List<Integer> rooms, Ledger ledger) {
    this.server = server;
    this.people = people;
    this.rooms = rooms;
    this.ledger = ledger;
  }

  /// Every acknowledged message and task is there once, in one order without gaps.
  ///
  /// @return the messages of each room
  Map<Integer, List<JsonNode>> acknowledgedIsThere() {
    Map<Integer, List<JsonNode>> all = new HashMap<>();
    Map<String, Posted> missing = new HashMap<>(ledger.messages());
    Set<String> bodies = new HashSet<>();
    for (int room : rooms) {
      List<JsonNode> messages = messages(server.as(people.getFirst()), room);
      for (int index = 0; index < messages.size(); index++) {
        JsonNode message = messages.get(index);
        assertThat(message.path("sequence").asInt()).as("order of %d", room).isEqualTo(index + 1);
        if (message.path("kind").asText().equals("user")) {
          message(message, missing.remove(message.path("message_id").asText()), bodies);
        }
      }
      all.put(room, messages);
    }
    assertThat(missing.keySet()).as("acknowledged messages that are lost").isEmpty();
    tasks();
    return all;
  }

  private void message(JsonNode message, Posted known, Set<String> bodies) {
    String body = message.path("body").asText();
    assertThat(bodies.add(body)).as("%s is there twice", message).isTrue();
    if (known == null) {
      assertThat(ledger.isPossibleBody(body)).as("nobody posted %s", message).isTrue();
      return;
    }
    JsonNode answer = known.answer;
    assertThat(message.path("sequence")).isEqualTo(answer.path("sequence"));
    assertThat(message.path("room_id")).isEqualTo(answer.path("room_id"));
    assertThat(message.path("account_id").asInt()).isEqualTo(known.author.account());
    assertThat(message.path("sent_at")).isEqualTo(answer.path("sent_at"));
    assertThat(known.allowedBodies).as("text of %s", message).contains(body);
    assertThat(message.path("edits").asInt())
        .as("edits of %s", message)
        .isBetween(known.edits, known.edits + known.possibleEdits);
  }

  private void tasks() {
    Map<String, JsonNode> missing = new HashMap<>(ledger.tasks());
    Set<String> bodies = new HashSet<>();
    for (int room : rooms) {
      for (JsonNode task : tasks(server.as(people.getFirst()), room)) {
        String body = task.path("body").asText();
        assertThat(bodies.add(body)).as("%s is there twice", task).isTrue();
        JsonNode known = missing.remove(body);
        if (known == null) {
          assertThat(ledger.isPossibleTask(body)).as("nobody added %s", task).isTrue();
        } else {
          assertThat(task).isEqualTo(known);
        }
      }
    }
    assertThat(missing.values()).as("acknowledged tasks that are lost").isEmpty();
  }

  /// Search finds each message once, and nothing that is not there, as soon as it is level.
  ///
  /// @param all the messages of each room, while nobody writes
  void searchFinds(Map<Integer, List<JsonNode>> all) {
    Api api = server.as(people.getFirst());
    all.forEach((room, messages) -> {
      for (String term : List.of("w0", "edited")) {
        List<String> expected =
            messages.stream()
                .filter(message -> message.path("body").asText().contains(term))
                .map(message -> message.path("message_id").asText())
                .sorted()
                .toList();
        Instant deadline = Instant.now().plus(PATIENCE);
        List<String> found = found(api, room, term);
        while (!found.equals(expected) && Instant.now().isBefore(deadline)) {
          LockSupport.parkNanos(20_000_000);
          found = found(api, room, term);
        }
        assertThat(found).as("what search finds of %s in %d", term, room).isEqualTo(expected);
      }
    });
  }

  private static List<String> found(Api api, int room, String term) {
    List<String> found = new ArrayList<>();
    String cursor = "";
    JsonNode page;
    do {
      page = api.get("/v1/search/messages?limit=100&q=" + term + "+in:" + room + cursor);
      page.path("hits").forEach(hit -> found.add(hit.at("/message/message_id").asText()));
      cursor = "&cursor=" + page.path("next").asText();
    } while (!page.path("next").isNull());
    Collections.sort(found);
    return found;
  }

  /// Everybody sees the same, by both APIs, and every number is exact.
  void everybodySees(Map<Integer, List<JsonNode>> all) {
    for (Person person : people) {
      Api api = server.as(person);
      Map<Integer, JsonNode> roomsOfV2 = new HashMap<>();
      api.get("/v2/rooms").forEach(room -> roomsOfV2.put(room.path("room_id").asInt(), room));
      int unread = 0;
      int mentioned = 0;
      for (int room : rooms) {
        List<JsonNode> messages = all.get(room);
        assertThat(messages(api, room)).isEqualTo(messages);
        assertThat(messagesOfV2(api, room)).isEqualTo(asV2(messages));
        JsonNode state = api.get("/v1/rooms/" + room);
        counters(person, state, roomsOfV2.get(room), messages);
        unread += state.path("unread").asInt();
        mentioned += state.path("mentions").asInt();
      }
      JsonNode status = api.get("/v2/my/status");
      assertThat(status.path("unread_num").asInt()).isEqualTo(unread);
      assertThat(status.path("mention_num").asInt()).isEqualTo(mentioned);
    }
  }

  private void counters(Person person, JsonNode room, JsonNode ofV2, List<JsonNode> messages) {
    int readUpTo = room.path("read_up_to").asInt();
    assertThat(readUpTo)
        .as("acknowledged read marker")
        .isGreaterThanOrEqualTo(ledger.readUpTo(person, room.path("room_id").asInt()));
    List<JsonNode> after =
        messages.subList(readUpTo, messages.size()).stream()
            .filter(message -> message.path("account_id").asInt() != person.account())
            .toList();
    long mentions = after.stream().filter(message -> mentions(message, person)).count();
    assertThat(room.path("last_sequence").asInt()).isEqualTo(messages.size());
    assertThat(room.path("unread").asInt()).isEqualTo(after.size());
    assertThat(room.path("mentions").asLong())
        .as("mentions after %d", readUpTo)
        .isEqualTo(mentions);
    assertThat(ofV2.path("message_num").asInt()).isEqualTo(messages.size());
    assertThat(ofV2.path("unread_num").asInt()).isEqualTo(after.size());
    assertThat(ofV2.path("mention_num").asLong()).isEqualTo(mentions);
  }

  private static boolean mentions(JsonNode message, Person person) {
    String body = message.path("body").asText();
    return body.startsWith("[To:" + person.account() + "]") || body.startsWith("[toall]");
  }

  /// All messages of a room by `/v1`, oldest first.
  static List<JsonNode> messages(Api api, int room) {
    List<JsonNode> all = new ArrayList<>();
    JsonNode page;
    do {
      page =
          api.get("/v1/rooms/" + room + "/messages?limit=200&after=" + all.size()).path("messages");
      page.forEach(all::add);
    } while (!page.isEmpty());
    return all;
  }

  static List<JsonNode> tasks(Api api, int room) {
    List<JsonNode> all = new ArrayList<>();
    String after = "";
    JsonNode page;
    do {
      page = api.get("/v1/rooms/" + room + "/tasks?limit=100" + after).path("tasks");
      page.forEach(all::add);
      after = all.isEmpty() ? "" : "&after=" + all.getLast().path("task_id").asInt();
    } while (!page.isEmpty());
    return all;
  }

  private static List<String> messagesOfV2(Api api, int room) {
    List<String> all = new ArrayList<>();
    String last = "0";
    JsonNode page;
    do {
      String path = "/v2/rooms/" + room + "/messages?force=1&message_id=" + last;
      page = api.send("GET", path, "").body();
      for (JsonNode message : page) {
        all.add(shown(message, message.path("account").path("account_id")));
        last = message.path("message_id").asText();
      }
    } while (!page.isEmpty());
    return all;
  }

  private static List<String> asV2(List<JsonNode> messages) {
    return messages.stream().map(message -> shown(message, message.path("account_id"))).toList();
  }

  private static String shown(JsonNode message, JsonNode author) {
    return message.path("message_id").asText()
        + " "
        + author.asInt()
        + ": "
        + message.path("body").asText();
  }
}
