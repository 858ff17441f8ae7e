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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `/rooms/{room_id}/tasks` of `docs/spec/api-v2.md`.
@ExtendWith(TsubameExtension.class)
final class TasksTest {
  private final TestServer server;
  private final Person ann;
  private final Person bob;
  private final int room;
  private final String path;

  TasksTest(TestServer server) {
    this.server = server;
    OrganizationId swift = server.organization("Swift");
    ann = server.person("Ann", swift);
    bob = server.person("Bob", swift);
    room = Rooms.create(ann, "Plans", bob);
    path = "/rooms/" + room + "/tasks";
  }

  @Test
  @DisplayName("[A60] POST makes one task for each assignee")
  void add() {
    Reply added =
        ann.api()
            .post(
                path,
                "body",
                "do it",
                "to_ids",
                ann.number() + "," + bob.number(),
                "limit",
                "1893456000",
                "limit_type",
                "date");
    assertThat(added.status()).isEqualTo(200);
    JsonNode ids = added.json().path("task_ids");
    assertThat(ids).hasSize(2);
    JsonNode task = ann.api().get(path + "/" + ids.path(1).intValue()).json();
    assertThat(task.fieldNames())
        .toIterable()
        .containsExactly(
            "task_id",
            "account",
            "assigned_by_account",
            "message_id",
            "body",
            "limit_time",
            "status",
            "limit_type");
    assertThat(task.at("/account/account_id").intValue()).isEqualTo(bob.id().value());
    assertThat(task.at("/assigned_by_account/name").textValue()).isEqualTo("Ann");
    assertThat(task.path("message_id").isTextual()).isTrue();
    assertThat(task.path("limit_time").longValue()).isEqualTo(1_893_456_000L);
    assertThat(task.path("limit_type").textValue()).isEqualTo("date");
    String announcement = "/rooms/" + room + "/messages/" + task.path("message_id").textValue();
    assertThat(ann.api().get(announcement).json().path("body").textValue()).contains("do it");
  }

  @ParameterizedTest(name = "[A61] limit={0} limit_type={1} is {2} {3}")
  @CsvSource({
    "'','',none,0",
    "'',time,none,0",
    "0,time,none,0",
    "1893456000,'',time,1893456000",
    "1893456000,time,time,1893456000",
    "1893456000,none,none,0",
    "1893456000000,time,time,1893456000"
  })
  void deadlines(String limit, String type, String shownType, long shownLimit) {
    Reply added =
        ann.api()
            .post(path, "body", "x", "to_ids", bob.number(), "limit", limit, "limit_type", type);
    assertThat(added.status()).as(added.text()).isEqualTo(200);
    JsonNode task = ann.api().get(path + "/" + added.json().at("/task_ids/0").intValue()).json();
    assertThat(task.path("limit_type").textValue()).isEqualTo(shownType);
    assertThat(task.path("limit_time").longValue()).isEqualTo(shownLimit);
  }

  @ParameterizedTest(name = "[A3] {0}={1} answers 400")
  @CsvSource({
    "body,''",
    "to_ids,''",
    "to_ids,abc",
    "to_ids,999999999",
    "limit,soon",
    "limit,-1",
    "limit,9223372036854775807",
    "limit_type,week"
  })
  void invalid(String name, String value) {
    String body = name.equals("body") ? value : "x";
    String to = name.equals("to_ids") ? value : bob.number();
    String limit = name.equals("limit") ? value : "";
    String type = name.equals("limit_type") ? value : "";
    Reply reply =
        ann.api().post(path, "body", body, "to_ids", to, "limit", limit, "limit_type", type);
    assertThat(reply.status()).as(reply.text()).isEqualTo(400);
  }

  @Test
  @DisplayName("[A60] lists are newest first and filtered")
  void list() {
    assertThat(ann.api().get(path).status()).isEqualTo(204);
    int first = add(ann, bob, "first");
    int second = add(ann, ann, "second");
    assertThat(ann.api().get(path).json().findValuesAsText("body"))
        .containsExactly("second", "first");
    String assignee = path + "?account_id=" + bob.number();
    assertThat(ann.api().get(assignee).json().findValuesAsText("task_id"))
        .containsExactly("" + first);
    String assigner = path + "?assigned_by_account_id=" + bob.number();
    assertThat(ann.api().get(assigner).status()).isEqualTo(204);
    ann.api().put(path + "/" + second + "/status", "body", "done");
    assertThat(ann.api().get(path).json()).hasSize(1);
    assertThat(ann.api().get(path + "?status=done").json().findValuesAsText("status"))
        .containsExactly("done");
    assertThat(ann.api().get(path + "?account_id=x").status()).isEqualTo(400);
  }

  @Test
  @DisplayName("[A13] a list has at most 100 tasks")
  void bounded() {
    for (int i = 0; i < 101; i++) {
      add(ann, bob, "task " + i);
    }
    assertThat(ann.api().get(path).json()).hasSize(100);
  }

  @Test
  @DisplayName("[A60] the status goes to and fro, and the answer is the task's id")
  void status() {
    int task = add(ann, bob, "do it");
    String status = path + "/" + task + "/status";
    assertThat(bob.api().put(status, "body", "done").text())
        .isEqualTo("{\"task_id\":" + task + "}");
    assertThat(bob.api().put(status, "body", "done").status()).isEqualTo(200);
    assertThat(bob.api().get(path + "/" + task).json().path("status").textValue())
        .isEqualTo("done");
    assertThat(bob.api().put(status, "body", "open").status()).isEqualTo(200);
    assertThat(bob.api().put(status, "body", "maybe").status()).isEqualTo(400);
    assertThat(bob.api().put(status).error()).isEqualTo("Parameter 'body' is required");
  }

  @Test
  @DisplayName("[A60] a task that is not there, or of another room, answers 404")
  void absent() {
    int other = Rooms.create(ann, "Other", bob);
    int task = add(ann, bob, "do it");
    assertThat(ann.api().get("/rooms/" + other + "/tasks/" + task).status()).isEqualTo(404);
    assertThat(ann.api().get(path + "/2147483647").status()).isEqualTo(404);
    assertThat(ann.api().put(path + "/2147483647/status", "body", "done").status()).isEqualTo(404);
  }

  @Test
  @DisplayName("[A60] an assignee must be in the room")
  void outsiders() {
    Person eve = server.person("Eve", server.organization("Other"));
    assertThat(ann.api().post(path, "body", "x", "to_ids", eve.number()).status()).isEqualTo(400);
  }

  private int add(Person by, Person to, String body) {
    Reply reply = by.api().post(path, "body", body, "to_ids", to.number());
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.json().at("/task_ids/0").intValue();
  }
}
