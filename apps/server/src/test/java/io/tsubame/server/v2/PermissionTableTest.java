package io.tsubame.server.v2;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tsubame.domain.OrganizationId;
import io.tsubame.server.Caller.Reply;
import io.tsubame.server.Person;
import io.tsubame.server.TestServer;
import io.tsubame.server.TsubameExtension;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Who may do what in a room by the API: every operation for every kind of caller, rules A5 and A6
/// of `docs/spec/api-v2.md` and the table of `RoomAccess`.
@ExtendWith(TsubameExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PermissionTableTest {
  enum Standing {
    ADMIN,
    MEMBER,
    READONLY,
    /// Was a member until just now.
    REMOVED,
    /// Of the same organization, never in the room.
    COLLEAGUE,
    /// Of another organization, never in the room.
    FOREIGNER
  }

  /// The columns are the standings in their order. A message is the caller's own where they ever
  /// could post one, a task is theirs.
  static final String TABLE =
      """
      GET    /rooms/{room}                                       200 200 200 403 403 403
      PUT    /rooms/{room}                     name=x            200 403 403 403 403 403
      DELETE /rooms/{room}                     action_type=leave  204 204 204 403 403 403
      DELETE /rooms/{room}                     action_type=delete 204 403 403 403 403 403
      GET    /rooms/{room}/members                               200 200 200 403 403 403
      PUT    /rooms/{room}/members             members_admin_ids={owner} 200 403 403 403 403 403
      GET    /rooms/{room}/messages                              200 200 200 403 403 403
      GET    /rooms/{room}/messages?force=1                      200 200 200 403 403 403
      POST   /rooms/{room}/messages            body=x            200 200 403 403 403 403
      PUT    /rooms/{room}/messages/read                         200 200 200 403 403 403
      PUT    /rooms/{room}/messages/unread     message_id={message} 200 200 200 403 403 403
      GET    /rooms/{room}/messages/{message}                    200 200 200 403 403 403
      PUT    /rooms/{room}/messages/{message}  body=y            200 200 403 403 403 403
      DELETE /rooms/{room}/messages/{message}                    200 200 403 403 403 403
      GET    /rooms/{room}/tasks                                 200 200 200 403 403 403
      POST   /rooms/{room}/tasks               body=x&to_ids={owner} 200 200 403 403 403 403
      GET    /rooms/{room}/tasks/{task}                          200 200 200 403 403 403
      PUT    /rooms/{room}/tasks/{task}/status body=done         200 200 403 403 403 403
      GET    /rooms/{room}/link                                  200 403 403 403 403 403
      POST   /rooms/{unlinked}/link                              200 403 403 403 403 403
      PUT    /rooms/{room}/link                                  200 403 403 403 403 403
      DELETE /rooms/{room}/link                                  200 403 403 403 403 403
      """;

  private final Person owner;
  private final Map<Standing, Person> callers = new EnumMap<>(Standing.class);

  PermissionTableTest(TestServer server) {
    OrganizationId swift = server.organization("Swift");
    OrganizationId other = server.organization("Other");
    owner = server.person("Owner", swift);
    for (Standing standing : Standing.values()) {
      callers.put(
          standing,
          server.person(standing.toString(), standing == Standing.FOREIGNER ? other : swift));
    }
  }

  static Stream<Arguments> cells() {
    return TABLE.lines().flatMap(PermissionTableTest::cells);
  }

  private static Stream<Arguments> cells(String line) {
    String[] words = line.strip().split(" +", -1);
    int first = words.length - Standing.values().length;
    String form = first > 2 ? words[2] : "";
    return Stream.of(Standing.values())
        .map(standing -> {
          int column = first + List.of(Standing.values()).indexOf(standing);
          return Arguments.of(words[0], words[1], form, standing, Integer.parseInt(words[column]));
        });
  }

  @ParameterizedTest(name = "[A5] {0} {1} {2} by {3} answers {4}")
  @MethodSource("cells")
  void cell(String method, String template, String form, Standing standing, int status) {
    Person caller = callers.get(standing);
    Scene scene = scene(caller, standing, template.contains("{unlinked}"));
    Reply reply = caller.api().call(method, scene.fill(template), scene.fields(form));
    assertThat(reply.status()).as(reply.text()).isEqualTo(status);
    if (status == 403 && standing.compareTo(Standing.REMOVED) >= 0) {
      assertThat(reply.error()).isEqualTo("You don't have permission to get this room");
    }
  }

  /// A room in which the caller has the standing.
  private record Scene(int room, String message, int task, String owner) {
    String fill(String template) {
      return template
          .replace("{room}", "" + room)
          .replace("{unlinked}", "" + room)
          .replace("{message}", message)
          .replace("{task}", "" + task)
          .replace("{owner}", owner);
    }

    String[] fields(String form) {
      return form.isEmpty()
          ? new String[0]
          : Stream.of(fill(form).split("[&=]", -1)).toArray(String[]::new);
    }
  }

  private Scene scene(Person caller, Standing standing, boolean unlinked) {
    boolean everIn = standing.compareTo(Standing.REMOVED) <= 0;
    Person author = everIn ? caller : owner;
    int room = everIn ? Rooms.create(owner, "Plans", caller) : Rooms.create(owner, "Plans");
    String path = "/rooms/" + room;
    String message = Rooms.post(author, room, "mine");
    JsonNode tasks =
        owner.api().post(path + "/tasks", "body", "x", "to_ids", author.number()).json();
    Rooms.post(owner, room, "last");
    if (!unlinked) {
      assertThat(owner.api().post(path + "/link").status()).isEqualTo(200);
    }
    give(caller, standing, path);
    int task = tasks.at("/task_ids/0").intValue();
    return new Scene(room, message, task, owner.number());
  }

  /// Changes the caller's role, and waits until they see it.
  private void give(Person caller, Standing standing, String path) {
    String admins =
        standing == Standing.ADMIN ? owner.number() + "," + caller.number() : owner.number();
    switch (standing) {
      case ADMIN, REMOVED -> replace(path, "members_admin_ids", admins);
      case READONLY ->
          replace(path, "members_admin_ids", admins, "members_readonly_ids", caller.number());
      case MEMBER, COLLEAGUE, FOREIGNER -> {}
    }
    String role =
        switch (standing) {
          case ADMIN -> "admin";
          case MEMBER -> "member";
          case READONLY -> "readonly";
          case REMOVED, COLLEAGUE, FOREIGNER -> "";
        };
    Rooms.eventually(() -> caller.api().get(path).json().path("role").asText(), role::equals);
  }

  private void replace(String path, String... lists) {
    assertThat(owner.api().put(path + "/members", lists).status()).isEqualTo(200);
  }
}
