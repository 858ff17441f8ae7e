package io.tsubame.server.v2;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tsubame.domain.OrganizationId;
import io.tsubame.server.Caller.Reply;
import io.tsubame.server.Person;
import io.tsubame.server.TestServer;
import io.tsubame.server.TsubameExtension;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// `/me`, `/my`, `/contacts` and `/incoming_requests` of `docs/spec/api-v2.md`.
@ExtendWith(TsubameExtension.class)
final class MeAndContactsTest {
  private static final String[] PERSON = {
    "account_id",
    "name",
    "chatwork_id",
    "organization_id",
    "organization_name",
    "department",
    "avatar_image_url"
  };

  private final TestServer server;
  private final OrganizationId swift;
  private final Person ann;

  MeAndContactsTest(TestServer server) {
    this.server = server;
    swift = server.organization("Swift");
    ann = server.person("Ann", swift);
  }

  @Test
  @DisplayName("[A4] GET /me tells everything of oneself, empty where there is nothing")
  void me() {
    Reply reply = ann.api().get("/me");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.header("content-type")).isEqualTo("application/json; charset=utf-8");
    JsonNode me = reply.json();
    assertThat(me.fieldNames())
        .toIterable()
        .containsExactly(
            "account_id",
            "room_id",
            "name",
            "chatwork_id",
            "organization_id",
            "organization_name",
            "department",
            "title",
            "url",
            "introduction",
            "mail",
            "tel_organization",
            "tel_extension",
            "tel_mobile",
            "skype",
            "facebook",
            "twitter",
            "avatar_image_url",
            "login_mail");
    assertThat(me.path("account_id").intValue()).isEqualTo(ann.id().value());
    assertThat(me.path("room_id").intValue()).isEqualTo(ann.myRoom().value());
    assertThat(me.path("organization_name").textValue()).isEqualTo("Swift");
    assertThat(me.path("login_mail").textValue()).isEqualTo(ann.email());
    assertThat(me.path("chatwork_id").textValue()).isEmpty();
    assertThat(me.path("avatar_image_url").textValue()).startsWith(server.url());
  }

  @Test
  @DisplayName("[A9] GET /my/status sums what is unread, mentioned and to do")
  void status() {
    Person bob = server.person("Bob", swift);
    assertThat(bob.api().get("/my/status").text())
        .isEqualTo(
            "{\"unread_room_num\":0,\"mention_room_num\":0,\"mytask_room_num\":0,"
                + "\"unread_num\":0,\"mention_num\":0,\"mytask_num\":0}");
    int room = Rooms.create(ann, "Plans", bob);
    Rooms.post(ann, room, "[To:" + bob.number() + "] hello");
    ann.api().post("/rooms/" + room + "/tasks", "body", "do it", "to_ids", bob.number());
    JsonNode status = awaited(bob, 3);
    assertThat(status.path("unread_room_num").intValue()).isEqualTo(1);
    assertThat(status.path("mention_room_num").intValue()).isEqualTo(1);
    assertThat(status.path("mytask_room_num").intValue()).isEqualTo(1);
    assertThat(status.path("mention_num").intValue()).isEqualTo(1);
    assertThat(status.path("mytask_num").intValue()).isEqualTo(1);
  }

  /// Somebody else's writes come a little later.
  private static JsonNode awaited(Person reader, int unread) {
    return Rooms.eventually(
        () -> reader.api().get("/my/status").json(),
        status -> status.path("unread_num").intValue() == unread);
  }

  @Test
  @DisplayName("[A60] GET /my/tasks tells the tasks with their rooms, 204 without any")
  void tasks() {
    Person bob = server.person("Bob", swift);
    assertThat(bob.api().get("/my/tasks").status()).isEqualTo(204);
    int room = Rooms.create(bob, "Plans", ann);
    String path = "/rooms/" + room + "/tasks";
    int task =
        bob.api()
            .post(path, "body", "do it", "to_ids", bob.number())
            .json()
            .at("/task_ids/0")
            .intValue();
    JsonNode tasks = bob.api().get("/my/tasks").json();
    assertThat(tasks).hasSize(1);
    assertThat(tasks.path(0).fieldNames())
        .toIterable()
        .containsExactly(
            "task_id",
            "room",
            "assigned_by_account",
            "message_id",
            "body",
            "limit_time",
            "status",
            "limit_type");
    assertThat(tasks.at("/0/room").fieldNames())
        .toIterable()
        .containsExactly("room_id", "name", "icon_path");
    assertThat(tasks.at("/0/room/name").textValue()).isEqualTo("Plans");
    assertThat(tasks.at("/0/task_id").intValue()).isEqualTo(task);
    String others = "/my/tasks?assigned_by_account_id=" + ann.number();
    assertThat(bob.api().get(others).status()).isEqualTo(204);
    assertThat(bob.api().get("/my/tasks?status=done").status()).isEqualTo(204);
    bob.api().put(path + "/" + task + "/status", "body", "done");
    assertThat(bob.api().get("/my/tasks").status()).isEqualTo(204);
    assertThat(bob.api().get("/my/tasks?status=done").json()).hasSize(1);
    assertThat(bob.api().get("/my/tasks?status=shut").status()).isEqualTo(400);
  }

  @Test
  @DisplayName("[A30] GET /contacts tells contacts and colleagues, each with a direct room")
  void contacts() {
    Person alone = server.person("Alone", server.organization("Solo"));
    assertThat(alone.api().get("/contacts").status()).isEqualTo(204);
    assertThat(alone.api().get("/contacts").text()).isEmpty();
    Person carol = server.person("Carol", swift);
    server.connect(ann, alone);
    JsonNode contacts = ann.api().get("/contacts").json();
    assertThat(contacts.findValuesAsText("name")).containsExactly("Alone", "Carol");
    assertThat(contacts.path(0).fieldNames()).toIterable().contains(PERSON).contains("room_id");
    int room = contacts.at("/1/room_id").intValue();
    assertThat(ann.api().get("/contacts").json().at("/1/room_id").intValue()).isEqualTo(room);
    JsonNode direct = ann.api().get("/rooms/" + room).json();
    assertThat(direct.path("type").textValue()).isEqualTo("direct");
    assertThat(direct.path("name").textValue()).isEqualTo("Carol");
    assertThat(carol.api().get("/rooms/" + room).json().path("name").textValue()).isEqualTo("Ann");
  }

  @Test
  @DisplayName("[A31] an incoming request is accepted once, and leads to a direct room")
  void accept() {
    Person dave = server.person("Dave", server.organization("Solo"));
    assertThat(dave.api().get("/incoming_requests").status()).isEqualTo(204);
    int request = request(dave, "let us talk");
    JsonNode accepted = dave.api().put("/incoming_requests/" + request).json();
    assertThat(accepted.fieldNames()).toIterable().contains(PERSON).contains("room_id");
    assertThat(accepted.path("account_id").intValue()).isEqualTo(ann.id().value());
    int room = accepted.path("room_id").intValue();
    assertThat(dave.api().get("/rooms/" + room).json().path("name").textValue()).isEqualTo("Ann");
    assertThat(dave.api().put("/incoming_requests/" + request).status()).isEqualTo(404);
  }

  @Test
  @DisplayName("[A31] a request is accepted and refused by the aliases, too")
  void aliases() {
    Person dave = server.person("Dave", server.organization("Solo"));
    int request = request(dave, "");
    Reply refused = dave.api().delete("/incoming_requests/" + request + "/reject");
    assertThat(refused.status()).isEqualTo(204);
    assertThat(refused.text()).isEmpty();
    int again = request(dave, "");
    assertThat(dave.api().put("/incoming_requests/" + again + "/accept").status()).isEqualTo(200);
  }

  @Test
  @DisplayName("[A31] a refused request is gone")
  void decline() {
    Person dave = server.person("Dave", server.organization("Solo"));
    int request = request(dave, "");
    assertThat(dave.api().delete("/incoming_requests/" + request).status()).isEqualTo(204);
    assertThat(dave.api().get("/incoming_requests").status()).isEqualTo(204);
    assertThat(dave.api().delete("/incoming_requests/" + request).status()).isEqualTo(404);
  }

  @Test
  @DisplayName("[A31] neither the sender nor a stranger can answer a request")
  void strangers() {
    Person dave = server.person("Dave", server.organization("Solo"));
    int request = request(dave, "");
    Person eve = server.person("Eve", server.organization("Other"));
    for (Person other : new Person[] {ann, eve}) {
      assertThat(other.api().put("/incoming_requests/" + request).status()).isEqualTo(404);
      assertThat(other.api().delete("/incoming_requests/" + request).status()).isEqualTo(404);
    }
    assertThat(dave.api().get("/incoming_requests").json()).hasSize(1);
  }

  /// Ann asks, and the request is there.
  private int request(Person to, String message) {
    server.application().contacts().request(ann.id(), to.id(), message, null);
    JsonNode requests =
        Rooms.eventually(() -> to.api().get("/incoming_requests"), reply -> reply.status() == 200)
            .json();
    assertThat(requests.path(0).fieldNames())
        .toIterable()
        .contains(PERSON)
        .contains("request_id", "message");
    assertThat(requests.at("/0/message").textValue()).isEqualTo(message);
    return requests.at("/0/request_id").intValue();
  }
}
