package io.tsubame.api.v1;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsubame.domain.OrganizationId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Who may do what: each operation of a room by everybody who could try.
final class PermissionTest {
  /// Of the three bytes `abc`.
  private static final String ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  private static V1World world;
  private static Client admin;
  private static Client member;
  private static Client readonly;
  private static Client removed;
  private static Client colleague;
  private static Client applicant;
  private static Client outsider;

  @BeforeAll
  static void cast() {
    world = new V1World();
    OrganizationId here = world.organization("Here");
    admin = world.person(here, "admin");
    member = world.person(here, "member");
    readonly = world.person(here, "readonly");
    removed = world.person(here, "removed");
    colleague = world.person(here, "colleague");
    applicant = world.person(here, "applicant");
    outsider = world.person(world.organization("Elsewhere"), "outsider");
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  /// A room with a message of the member, a task for them by the administrator, a file that the
  /// member sent, another on its way, and somebody who asks to be let in.
  private record Scene(int room, String message, int task, int file, String upload) {
    static Scene make() {
      String wish =
          "{\"name\":\"Room\",\"member_ids\":[%d,%d],\"readonly_ids\":[%d],\"link\":{}}"
              .formatted(member.account(), removed.account(), readonly.account());
      int room = admin.post("/v1/rooms", wish).is(200).number("room_id");
      String path = "/v1/rooms/" + room;
      admin.delete(path + "/members/" + removed.account()).is(204);
      String code = admin.get(path + "/link").is(200).body().get("link").get("code").textValue();
      applicant.post("/v1/links/" + code + "/join").is(200);
      String message =
          member.post(path + "/messages", "{\"body\":\"Hello\"}").is(200).text("message_id");
      String task = "{\"body\":\"Do it\",\"assignee_ids\":[%d]}".formatted(member.account());
      int number =
          admin
              .post(path + "/tasks", task)
              .is(200)
              .body()
              .get("tasks")
              .get(0)
              .get("task_id")
              .intValue();
      String upload = uploaded(path);
      int file =
          member
              .post(path + "/files", "{\"upload_ids\":[\"%s\"]}".formatted(upload))
              .is(200)
              .body()
              .get("files")
              .get(0)
              .get("file_id")
              .intValue();
      return new Scene(room, message, number, file, uploaded(path));
    }

    private static String uploaded(String path) {
      String upload =
          member
              .post(path + "/uploads", "{\"name\":\"a.txt\",\"size\":3}")
              .is(200)
              .text("upload_id");
      String parts = "{\"parts\":[{\"part\":1,\"sha256\":\"%s\"}]}".formatted(ABC);
      var urls = member.post("/v1/uploads/" + upload + "/urls", parts).is(200).body().get("urls");
      world.stranger().put(urls.get(0), "abc");
      return upload;
    }

    String filled(String text) {
      return text.replace("ROOM", "/v1/rooms/" + room)
          .replace("MESSAGE", message)
          .replace("UPLOAD", upload)
          .replace("HASH", ABC)
          .replace("FILE", Integer.toString(file))
          .replace("TASK", Integer.toString(task))
          .replace("ADMIN", Integer.toString(admin.account()))
          .replace("MEMBER", Integer.toString(member.account()))
          .replace("READER", Integer.toString(readonly.account()))
          .replace("APPLICANT", Integer.toString(applicant.account()))
          .replace("COLLEAGUE", Integer.toString(colleague.account()))
          .replace('\'', '"');
    }
  }

  /// Method, path, body, and what administrators, members, read-only members and all others get.
  static final String IN_ROOM =
      """
      GET    | ROOM |  | 200 | 200 | 200 | 403
      PATCH  | ROOM | {'name':'New'} | 200 | 403 | 403 | 403
      PATCH  | ROOM | {'settings':{'members_may_post':true}} | 200 | 403 | 403 | 403
      DELETE | ROOM |  | 204 | 403 | 403 | 403
      POST   | ROOM/leave |  | 400 | 204 | 204 | 403
      PATCH  | ROOM/arrangement | {'pinned':true} | 200 | 200 | 200 | 403
      GET    | ROOM/members |  | 200 | 200 | 200 | 403
      PUT    | ROOM/members | {'admin_ids':[ADMIN],'member_ids':[MEMBER]} | 200 | 403 | 403 | 403
      POST   | ROOM/members | {'account_ids':[COLLEAGUE]} | 200 | 403 | 403 | 403
      DELETE | ROOM/members/READER |  | 204 | 403 | 403 | 403
      GET    | ROOM/messages |  | 200 | 200 | 200 | 403
      POST   | ROOM/messages | {'body':'Hello'} | 200 | 200 | 403 | 403
      GET    | ROOM/messages/MESSAGE |  | 200 | 200 | 200 | 403
      PATCH  | ROOM/messages/MESSAGE | {'body':'Hello'} | 403 | 200 | 403 | 403
      DELETE | ROOM/messages/MESSAGE |  | 403 | 200 | 403 | 403
      GET    | ROOM/messages/MESSAGE/edits |  | 200 | 200 | 200 | 403
      PUT    | ROOM/messages/MESSAGE/reactions/like |  | 200 | 200 | 403 | 403
      DELETE | ROOM/messages/MESSAGE/reactions/like |  | 200 | 200 | 403 | 403
      PUT    | ROOM/read | {} | 200 | 200 | 200 | 403
      PUT    | ROOM/unread | {'sequence':1} | 200 | 200 | 200 | 403
      GET    | ROOM/tasks |  | 200 | 200 | 200 | 403
      POST   | ROOM/tasks | {'body':'Do','assignee_ids':[ADMIN]} | 200 | 200 | 403 | 403
      GET    | ROOM/tasks/TASK |  | 200 | 200 | 200 | 403
      PATCH  | ROOM/tasks/TASK | {'status':'done'} | 200 | 200 | 403 | 403
      DELETE | ROOM/tasks/TASK |  | 204 | 204 | 403 | 403
      GET    | ROOM/link |  | 200 | 403 | 403 | 403
      PUT    | ROOM/link | {} | 200 | 403 | 403 | 403
      DELETE | ROOM/link |  | 204 | 403 | 403 | 403
      GET    | ROOM/join-requests |  | 200 | 403 | 403 | 403
      POST   | ROOM/join-requests/APPLICANT |  | 204 | 403 | 403 | 403
      DELETE | ROOM/join-requests/APPLICANT |  | 204 | 403 | 403 | 403
      POST   | ROOM/uploads | {'name':'a.txt','size':3} | 200 | 200 | 403 | 403
      POST   | ROOM/files | {'upload_ids':['UPLOAD']} | 404 | 200 | 404 | 404
      POST   | /v1/uploads/UPLOAD/urls | {'parts':[{'part':1,'sha256':'HASH'}]} | 404 | 200 | 404 | 404
      GET    | /v1/uploads/UPLOAD |  | 404 | 200 | 404 | 404
      DELETE | /v1/uploads/UPLOAD |  | 404 | 204 | 404 | 404
      GET    | ROOM/files |  | 200 | 200 | 200 | 403
      GET    | ROOM/files/FILE |  | 200 | 200 | 200 | 403
      GET    | ROOM/files/FILE/download |  | 200 | 200 | 200 | 403
      GET    | ROOM/files/FILE/content |  | 302 | 302 | 302 | 403
      GET    | ROOM/files/FILE/preview |  | 404 | 404 | 404 | 403
      DELETE | ROOM/files/FILE |  | 204 | 204 | 403 | 403
      PUT    | /v1/bookmarks/MESSAGE |  | 204 | 204 | 204 | 403
      """;

  static Stream<Arguments> inRoom() {
    return PermissionTable.rows(IN_ROOM)
        .map(row ->
            Arguments.of(
                row.method(),
                row.path(),
                row.body(),
                row.status(0),
                row.status(1),
                row.status(2),
                row.status(3)));
  }

  @ParameterizedTest(name = "{0} {1} {2}: {3} {4} {5}, {6}")
  @MethodSource
  void inRoom(
      String method,
      String path,
      String body,
      int forAdmin,
      int forMember,
      int forReader,
      int forNonMember) {
    Scene scene = Scene.make();
    List<Runnable> allowed = new ArrayList<>();
    List<Client> roles = List.of(admin, member, readonly, removed, colleague, outsider);
    int[] expected = {forAdmin, forMember, forReader, forNonMember, forNonMember, forNonMember};
    assertThat(call(world.stranger(), method, path, body, scene)).isEqualTo(401);
    for (int i = 0; i < expected.length; i++) {
      Client who = roles.get(i);
      int status = expected[i];
      if (status < 400) {
        allowed.add(() ->
            assertThat(call(who, method, path, body, changes(method) ? Scene.make() : scene))
                .isEqualTo(status));
      } else {
        assertThat(call(who, method, path, body, scene)).as("role " + i).isEqualTo(status);
      }
    }
    allowed.forEach(Runnable::run);
  }

  private static boolean changes(String method) {
    return !method.equals("GET");
  }

  private static int call(Client who, String method, String path, String body, Scene scene) {
    return who.send(method, scene.filled(path), body.isEmpty() ? null : scene.filled(body))
        .status();
  }

  @Test
  @DisplayName("who is not in a room learns nothing of whether it exists")
  void nothingToldOfRooms() {
    Scene scene = Scene.make();
    var real = outsider.get("/v1/rooms/" + scene.room());
    var unreal = outsider.get("/v1/rooms/2000000000");
    assertThat(real.body()).isEqualTo(unreal.body());
    assertThat(real.status()).isEqualTo(unreal.status());
    outsider.get("/v1/rooms/0").is(403, "room-not-found");
    outsider.get("/v1/rooms/abc").is(403, "room-not-found");
  }

  @Test
  @DisplayName("only contacts and colleagues can be put into a room")
  void onlyContacts() {
    String wish = "{\"name\":\"Room\",\"member_ids\":[%d]}".formatted(outsider.account());
    admin.post("/v1/rooms", wish).is(400, "not-a-contact");
    Scene scene = Scene.make();
    admin
        .post(
            "/v1/rooms/" + scene.room() + "/members",
            "{\"account_ids\":[%d]}".formatted(outsider.account()))
        .is(400, "not-a-contact");
    admin.post("/v1/contacts/" + outsider.account() + "/room").is(400, "not-a-contact");
  }

  @Test
  @DisplayName("only administrators change the organization, and one stays")
  void organization() {
    String other = "/v1/organization/people/" + colleague.account();
    member.patch("/v1/organization", "{\"name\":\"Mine\"}").is(403, "not-permitted");
    member.patch(other, "{\"rank\":\"administrator\"}").is(403);
    member.delete(other).is(403);
    member.get("/v1/organization/invitations").is(403);
    member.post("/v1/organization/invitations", "{}").is(403);
    member.delete("/v1/organization/invitations/x").is(403);
    member.get("/v1/organization/people").is(200);
    admin.delete("/v1/organization/people/" + outsider.account()).is(404, "person-not-found");
    String self = "/v1/organization/people/" + admin.account();
    admin.patch(self, "{\"rank\":\"user\"}").is(400, "last-administrator");
    admin.delete(self).is(400, "last-administrator");
  }

  @Test
  @DisplayName("people are shown to those who know them, and found by others without their details")
  void people() {
    member.patch("/v1/me", "{\"tel_mobile\":\"090\",\"mail\":\"m@example.com\"}").is(200);
    String path = "/v1/people/" + member.account();
    assertThat(colleague.get(path).is(200).text("tel_mobile")).isEqualTo("090");
    outsider.get(path).is(404, "person-not-found");
    assertThat(outsider.get("/v1/people?ids=" + member.account()).is(200).body().get("people"))
        .isEmpty();
    var found =
        outsider.get("/v1/people?exact=" + V1World.email("member")).is(200).body().get("people");
    assertThat(found).hasSize(1);
    assertThat(found.get(0).get("tel_mobile").textValue()).isEmpty();
    assertThat(found.get(0).has("login_email")).isFalse();
    outsider.get("/v1/people").is(400, "parameter-required");
    outsider.get("/v1/people?q=").is(400, "parameter-invalid");
    outsider.get("/v1/people?exact=" + "x".repeat(2_000)).is(400, "parameter-invalid");
    outsider.get("/v1/people?ids=1,x").is(400, "parameter-invalid");
  }

  @Test
  @DisplayName("what one account arranged for itself is nobody else's")
  void personal() {
    int category =
        member.post("/v1/categories", "{\"name\":\"Mine\"}").is(200).number("category_id");
    assertThat(admin.get("/v1/categories").body().get("categories")).isEmpty();
    admin.delete("/v1/categories/" + category).is(404, "category-not-found");
  }
}
