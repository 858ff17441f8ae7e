package io.tsubame.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The catch-up oracle: what a client fetched, with every change applied that it is told, is what
/// it would fetch now; for every kind of change.
final class CatchUpIT {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  @TempDir static Path folder;

  private static ServerProcess server;

  private final Person aoi = server.addAccount("Aoi", "Company");
  private final Person ben = server.addAccount("Ben", "Company");
  private final Person dai = server.addAccount("Dai", "Company");
  private final Person guest = server.addAccount("Guest", "Elsewhere");
  private final List<Observer> observers = new ArrayList<>();
  private final TreeSet<String> told = new TreeSet<>();

  private int room;
  private String messageId = "";

  @BeforeAll
  static void start() {
    server = ServerProcess.start(folder.resolve("data"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /// Somebody who fetched once and listens since.
  private final class Observer {
    private final Person person;
    private final LiveClient client;
    private final ClientState state;

    Observer(Person person) {
      this.person = person;
      this.client = LiveClient.connect(server.as(person));
      this.state = ClientState.fetch(server.as(person), person);
    }

    /// Listens until the state is what a fetch gives.
    void catchUp(String after) {
      Instant deadline = Instant.now().plus(PATIENCE);
      Map<String, String> fresh;
      do {
        for (JsonNode frame : client.takeUntilPong()) {
          remember(frame);
          state.apply(server.as(person), frame);
        }
        fresh = ClientState.fetch(server.as(person), person).all();
      } while (!state.all().equals(fresh) && Instant.now().isBefore(deadline));
      assertThat(state.all()).as("%s after: %s", person.email(), after).isEqualTo(fresh);
    }

    private void remember(JsonNode frame) {
      frame.path("changes").forEach(change -> told.add(change.path("type").asText()));
      if (frame.has("change")) {
        told.add(frame.at("/change/type").asText());
      }
    }
  }

  @Test
  @DisplayName("[LS3] [LS5] [LS6] [LS8] [LS10] [LS11] old state plus changes is a fresh fetch")
  void oracle() {
    room = newRoom("Observed");
    for (Person person : List.of(aoi, ben, guest)) {
      observers.add(new Observer(person));
    }
    messages();
    theRoom();
    members();
    links();
    tasks();
    files();
    reading();
    ownThings();
    contacts();
    people();
    organization();
    endings();
    observers.forEach(observer -> observer.client.close());
    assertThat(told)
        .contains(
            "message_posted",
            "message_edited",
            "message_deleted",
            "reaction_added",
            "reaction_removed",
            "room_edited",
            "room_settings_changed",
            "members_changed",
            "join_requested",
            "join_declined",
            "link_changed",
            "task_added",
            "task_edited",
            "task_status_changed",
            "task_deleted",
            "file_attached",
            "file_examined",
            "file_deleted",
            "hidden",
            "room_added",
            "room_removed",
            "read_marker_moved",
            "room_arranged",
            "categories_changed",
            "bookmark_added",
            "bookmark_removed",
            "preference_changed",
            "contact_request_received",
            "contact_request_sent",
            "contact_request_closed",
            "contact_added",
            "contact_removed",
            "contacts_changed",
            "person_changed");
  }

  private void messages() {
    post(aoi, "hello [To:" + ben.account() + "]");
    post(ben, "[toall] hello");
    String message = at("/messages/" + messageId);
    step(ben, "PATCH", message, "{\"body\":\"no longer to all\"}");
    step(ben, "PATCH", message, "{\"body\":\"to you [To:" + aoi.account() + "]\"}");
    String reaction = server.as(aoi).get("/v1/reactions").at("/reactions/0").asText();
    step(aoi, "PUT", message + "/reactions/" + reaction, "");
    step(ben, "PUT", message + "/reactions/" + reaction, "");
    step(aoi, "DELETE", message + "/reactions/" + reaction, "");
    step(ben, "DELETE", message + "/reactions/" + reaction, "");
    step(aoi, "PUT", message + "/reactions/" + reaction, "");
    step(ben, "DELETE", message, "");
    step(ben, "POST", at("/messages"), "{\"body\":\"a note\",\"self_unread\":true}");
  }

  private void theRoom() {
    step(aoi, "PATCH", at(""), "{\"name\":\"Renamed\",\"description\":\"New\",\"icon\":\"star\"}");
    step(aoi, "PATCH", at(""), "{\"settings\":{\"members_may_post\":false}}");
    step(aoi, "PATCH", at(""), "{\"settings\":{\"members_may_post\":true}}");
  }

  private void members() {
    String daiIn = "{\"account_ids\":[" + dai.account() + "]}";
    step(aoi, "POST", at("/members"), daiIn);
    step(aoi, "POST", at("/tasks"), task(dai));
    step(aoi, "DELETE", at("/members/" + dai.account()), "");
    step(aoi, "PATCH", at(""), "{\"settings\":{\"members_may_see_members\":false}}");
    step(aoi, "POST", at("/members"), daiIn);
    step(aoi, "PATCH", at(""), "{\"settings\":{\"members_may_see_members\":true}}");
    String benRole = "{\"account_ids\":[" + ben.account() + "],\"role\":\"%s\"}";
    step(aoi, "POST", at("/members"), benRole.formatted("readonly"));
    step(aoi, "POST", at("/members"), benRole.formatted("admin"));
    step(aoi, "POST", at("/members"), benRole.formatted("member"));
  }

  private void links() {
    step(aoi, "PUT", at("/link"), "{\"code\":\"open-house\",\"description\":\"come in\"}");
    step(guest, "POST", "/v1/links/open-house/join", "");
    step(aoi, "DELETE", at("/join-requests/" + guest.account()), "");
    step(guest, "POST", "/v1/links/open-house/join", "");
    step(aoi, "POST", at("/join-requests/" + guest.account()), "");
    step(aoi, "DELETE", at("/link"), "");
  }

  private void tasks() {
    JsonNode added = step(aoi, "POST", at("/tasks"), task(ben));
    String path = at("/tasks/" + added.at("/tasks/0/task_id").asInt());
    String deadline = "{\"type\":\"date\",\"at\":1900000000000}";
    step(aoi, "PATCH", path, "{\"body\":\"another\",\"deadline\":" + deadline + "}");
    step(ben, "PATCH", path, "{\"status\":\"done\"}");
    step(ben, "PATCH", path, "{\"status\":\"open\"}");
    step(aoi, "PATCH", path, "{\"assignee_id\":" + aoi.account() + "}");
    step(aoi, "DELETE", path, "");
  }

  private void files() {
    int file = file(ben, "note.txt");
    awaitExamined(file);
    step(ben, "DELETE", at("/files/" + file), "");
    step(aoi, "POST", at("/members"), "{\"account_ids\":[" + dai.account() + "]}");
    awaitExamined(file(dai, "gone-with-me.txt"));
    step(aoi, "DELETE", at("/members/" + dai.account()), "");
  }

  private int file(Person by, String name) {
    String path = "/v2/rooms/" + room + "/files";
    int file = server.as(by).sendFile(path, name, "text").expect(200).path("file_id").asInt();
    catchUp(by.email() + " sends " + name);
    return file;
  }

  /// The server looks into a file by itself, sooner or later.
  private void awaitExamined(int file) {
    Instant deadline = Instant.now().plus(PATIENCE);
    String path = at("/files/" + file);
    while (server.as(aoi).get(path).path("state").asText().equals("new")) {
      assertThat(Instant.now()).as("nobody looked into the file").isBefore(deadline);
    }
    catchUp("the server looked into a file");
  }

  private void reading() {
    step(ben, "PUT", at("/read"), "{\"sequence\":2}");
    step(ben, "PUT", at("/read"), "{}");
    step(ben, "PUT", at("/unread"), "{\"sequence\":3}");
    post(aoi, "one more [To:" + ben.account() + "]");
    post(ben, "mine");
    step(ben, "PUT", at("/read"), "{}");
  }

  private void ownThings() {
    step(ben, "PATCH", at("/arrangement"), "{\"pinned\":true,\"attention\":\"mentions\"}");
    step(ben, "PATCH", at("/arrangement"), "{\"pinned\":false}");
    JsonNode made = step(ben, "POST", "/v1/categories", "{\"name\":\"Work\",\"room_ids\":[]}");
    String category = "/v1/categories/" + made.path("category_id").asInt();
    step(ben, "PUT", category, "{\"name\":\"Home\",\"room_ids\":[" + room + "]}");
    step(ben, "DELETE", category, "");
    step(ben, "PUT", "/v1/bookmarks/" + messageId, "");
    step(ben, "DELETE", "/v1/bookmarks/" + messageId, "");
    step(ben, "PATCH", "/v1/me/preferences", "{\"theme\":\"dark\"}");
    step(ben, "PATCH", "/v1/me/preferences", "{\"theme\":\"\"}");
  }

  private void contacts() {
    String ask = "{\"account_id\":" + ben.account() + ",\"message\":\"hello\"}";
    step(guest, "POST", "/v1/contact-requests", ask);
    step(ben, "DELETE", "/v1/contact-requests/" + waiting(), "");
    step(guest, "POST", "/v1/contact-requests", ask);
    step(ben, "POST", "/v1/contact-requests/" + waiting() + "/accept", "");
    step(guest, "DELETE", "/v1/contacts/" + ben.account(), "");
  }

  private void people() {
    step(aoi, "PATCH", "/v1/me", "{\"title\":\"Head\",\"status_text\":\"out\"}");
    step(aoi, "PATCH", "/v1/me", "{\"chatwork_id\":\"aoi-1\"}");
    step(
        aoi,
        "PATCH",
        "/v1/me",
        "{\"email\":\"new@example.com\",\"password\":\"" + Person.PASSWORD + "\"}");
  }

  private void organization() {
    Person colleague = server.addAccount("Emi", "Company");
    catchUp("a colleague comes");
    step(colleague, "PATCH", "/v1/me", "{\"name\":\"Emiko\"}");
  }

  private void endings() {
    int other = newRoom("Short-lived");
    catchUp("a new room");
    step(aoi, "DELETE", "/v1/rooms/" + other, "");
    step(ben, "POST", at("/leave"), "");
    post(aoi, "without you");
  }

  private JsonNode step(Person by, String method, String path, String body) {
    Api.Reply reply = server.as(by).send(method, path, body);
    assertThat(reply.status()).as("%s %s: %s", method, path, reply.body()).isIn(200, 204);
    catchUp(by.email() + " " + method + " " + path + " " + body);
    return reply.body();
  }

  private void catchUp(String after) {
    observers.forEach(observer -> observer.catchUp(after));
  }

  private void post(Person by, String body) {
    messageId =
        step(by, "POST", at("/messages"), "{\"body\":\"" + body + "\"}")
            .path("message_id")
            .asText();
  }

  private int newRoom(String name) {
    String body = "{\"name\":\"" + name + "\",\"member_ids\":[" + ben.account() + "]}";
    return server.as(aoi).post("/v1/rooms", body).expect(200).path("room_id").asInt();
  }

  private int waiting() {
    JsonNode requests = server.as(ben).get("/v1/contact-requests");
    return requests.at("/incoming/0/request_id").asInt();
  }

  private static String task(Person assignee) {
    return "{\"body\":\"to do\",\"assignee_ids\":[" + assignee.account() + "]}";
  }

  private String at(String below) {
    return "/v1/rooms/" + room + below;
  }
}
