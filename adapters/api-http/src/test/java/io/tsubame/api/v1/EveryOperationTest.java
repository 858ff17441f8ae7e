package io.tsubame.api.v1;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tsubame.api.v1.Client.Answer;
import io.tsubame.domain.Actor;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.FileId;
import io.tsubame.domain.OrganizationId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.room.FileExamination;
import io.tsubame.domain.room.FileExamination.Preview;
import io.tsubame.domain.room.FileExamination.Safety;
import io.tsubame.domain.room.RoomCommand;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Calls everything that the description names; the client holds each answer against it.
final class EveryOperationTest {
  /// Of the three bytes `abc`.
  private static final String ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  private final V1World world = new V1World();

  @AfterEach
  void stop() {
    world.close();
  }

  @Test
  @DisplayName("every route is described, and the reverse")
  void complete() {
    assertThat(world.description.described()).isEqualTo(world.description.routes());
    assertThat(world.description.names())
        .doesNotHaveDuplicates()
        .contains("getRooms", "postRoomsRoomIdMessages");
  }

  @Test
  @DisplayName("every operation answers as it is described")
  void every() {
    Client admin = firstRun();
    Client user = signUp(admin);
    Client outsider = world.person(world.organization("Elsewhere"), "outsider");
    account(user);
    people(admin, user);
    int direct = contacts(user, outsider);
    organization(admin, user);
    int room = room(admin, user);
    messages(admin, user, room);
    tasks(admin, user, room);
    files(admin, user, room);
    links(admin, outsider, room);
    personal(user, room, direct);
    search(user);
    goodbye(admin, user, room);
    Set<String> missing = new TreeSet<>(world.description.described());
    missing.removeAll(world.description.succeeded());
    assertThat(missing).as("operations that never succeeded").isEmpty();
  }

  private Client firstRun() {
    Client admin = world.stranger();
    assertThat(admin.get("/v1/setup").is(200).body().get("needed").booleanValue()).isTrue();
    admin.keep(
        admin
            .post(
                "/v1/setup",
                """
                {"organization":"Tsubame Trading","name":"admin","email":"admin@example.com",
                 "password":"a long enough password"}\
                """)
            .is(200));
    assertThat(admin.get("/v1/setup").body().get("needed").booleanValue()).isFalse();
    return admin;
  }

  private Client signUp(Client admin) {
    String code =
        admin
            .post("/v1/organization/invitations", "{\"email\":\"user@example.com\",\"days\":3}")
            .is(200)
            .text("code");
    Client user = world.stranger();
    assertThat(user.get("/v1/invitations/" + code).is(200).text("organization_name"))
        .isEqualTo("Tsubame Trading");
    user.keep(
        user.post(
                "/v1/sign-up",
                """
                {"invitation":"%s","name":"user","email":"user@example.com",
                 "password":"a long enough password"}\
                """
                    .formatted(code))
            .is(200));
    return user;
  }

  private static void account(Client user) {
    assertThat(user.get("/v1/session").is(200).body().get("account").get("name").textValue())
        .isEqualTo("user");
    user.get("/v1/me").is(200);
    JsonNode changed =
        user.patch(
                "/v1/me",
                """
                {"name":"User","title":"Buyer","status_text":"away","avatar":"3",
                 "chatwork_id":"user1","email":"user2@example.com",
                 "password":"a long enough password"}\
                """)
            .is(200)
            .body();
    assertThat(changed.get("name").textValue()).isEqualTo("User");
    assertThat(changed.get("chatwork_id").textValue()).isEqualTo("user1");
    assertThat(changed.get("login_email").textValue()).isEqualTo("user2@example.com");
    assertThat(changed.get("status_text").textValue()).isEqualTo("away");
    user.keep(
        user.put(
                "/v1/me/password",
                "{\"old\":\"a long enough password\",\"new\":\"another long password\"}")
            .is(200));
    String portrait = user.put("/v1/me/portrait", "{\"image\":\"UE5HIQ==\"}").text("avatar_url");
    assertThat(user.get(portrait).is(200).raw().body()).isEqualTo("PNG!");
    String token = user.post("/v1/me/api-tokens").is(200).text("api_token");
    assertThat(token).matches("[0-9a-f]{32}");
    Client program = user.without("cookie").with("x-chatworktoken", token);
    program.get("/v1/me").is(200);
    user.delete("/v1/me/api-tokens").is(204);
    program.get("/v1/me").is(401, "not-signed-in");
    user.patch("/v1/me/preferences", "{\"language\":\"ja\"}").is(200);
    assertThat(user.get("/v1/me/preferences").is(200).text("language")).isEqualTo("ja");
  }

  private static void people(Client admin, Client user) {
    String ids = admin.account() + "," + user.account();
    assertThat(user.get("/v1/people?ids=" + ids).is(200).body().get("people")).hasSize(2);
    assertThat(user.get("/v1/people?q=adm").is(200).body().get("people")).hasSize(1);
    assertThat(user.get("/v1/people?exact=user1").is(200).body().get("people")).hasSize(1);
    user.get("/v1/people/" + admin.account()).is(200);
  }

  private static int contacts(Client user, Client outsider) {
    String ask = "{\"account_id\":%d,\"message\":\"Hello\"}".formatted(outsider.account());
    JsonNode outgoing = user.post("/v1/contact-requests", ask).is(200).body().get("outgoing");
    int request = outgoing.get(0).get("request_id").intValue();
    outsider.delete("/v1/contact-requests/" + request).is(204);
    user.post("/v1/contact-requests", ask).is(200);
    JsonNode incoming = outsider.get("/v1/contact-requests").is(200).body().get("incoming");
    int second = incoming.get(0).get("request_id").intValue();
    int room =
        outsider.post("/v1/contact-requests/" + second + "/accept").is(200).number("room_id");
    assertThat(user.post("/v1/contacts/" + outsider.account() + "/room").is(200).number("room_id"))
        .isEqualTo(room);
    assertThat(user.get("/v1/contacts").is(200).body().get("contacts")).isNotEmpty();
    return room;
  }

  private static void organization(Client admin, Client user) {
    assertThat(user.get("/v1/organization").is(200).text("rank")).isEqualTo("user");
    admin.patch("/v1/organization", "{\"name\":\"Tsubame Works\"}").is(200);
    assertThat(user.get("/v1/organization/people").is(200).body().get("people")).hasSize(2);
    admin
        .patch("/v1/organization/people/" + user.account(), "{\"rank\":\"administrator\"}")
        .is(204);
    admin.patch("/v1/organization/people/" + user.account(), "{\"rank\":\"user\"}").is(204);
    String code = admin.post("/v1/organization/invitations", "{}").is(200).text("code");
    assertThat(admin.get("/v1/organization/invitations").is(200).body().get("invitations"))
        .hasSize(1);
    admin.delete("/v1/organization/invitations/" + code).is(204);
  }

  private static int room(Client admin, Client user) {
    Answer made =
        admin
            .post(
                "/v1/rooms",
                """
                {"name":"Project","description":"About it","icon":"project",
                 "member_ids":[%d],"link":{"needs_approval":true}}\
                """
                    .formatted(user.account()))
            .is(200);
    int room = made.number("room_id");
    String path = "/v1/rooms/" + room;
    assertThat(user.get("/v1/rooms").is(200).body().get("rooms")).hasSize(3);
    user.get(path).is(200);
    admin.patch(path, "{\"name\":\"P\",\"settings\":{\"members_may_post\":true}}").is(200);
    assertThat(
            user.patch(path + "/arrangement", "{\"pinned\":true,\"attention\":\"mentions\"}")
                .is(200)
                .text("attention"))
        .isEqualTo("mentions");
    assertThat(user.get(path + "/members").is(200).body().get("members")).hasSize(2);
    String add = "{\"account_ids\":[%d],\"role\":\"readonly\"}".formatted(user.account());
    admin.post(path + "/members", add).is(200);
    String lists =
        "{\"admin_ids\":[%d],\"member_ids\":[%d]}".formatted(admin.account(), user.account());
    admin.put(path + "/members", lists).is(200);
    return room;
  }

  private static void messages(Client admin, Client user, int room) {
    String path = "/v1/rooms/" + room + "/messages";
    Answer posted = user.post(path, "{\"body\":\"Good morning\"}").is(200);
    String message = path + "/" + posted.text("message_id");
    int sequence = posted.number("sequence");
    assertThat(admin.get(message).is(200).text("body")).isEqualTo("Good morning");
    assertThat(user.patch(message, "{\"body\":\"Good evening\"}").is(200).number("edits"))
        .isEqualTo(1);
    assertThat(admin.get(message + "/edits").is(200).body().get("edits")).hasSize(1);
    assertThat(admin.put(message + "/reactions/like").is(200).body().get("reactions")).hasSize(1);
    assertThat(admin.delete(message + "/reactions/like").is(200).body().get("reactions")).isEmpty();
    for (String query : new String[] {"", "?before=2", "?after=0&limit=1", "?since=0"}) {
      assertThat(admin.get(path + query).is(200).body().get("messages")).isNotEmpty();
    }
    Answer around = admin.get(path + "?around=" + sequence + "&limit=2").is(200);
    assertThat(around.number("last_sequence")).isEqualTo(sequence);
    admin.get(path + "?around=1&after=1").is(400, "parameter-invalid");
    admin.get(path + "?limit=201").is(400, "parameter-invalid");
    String at = "/v1/rooms/" + room;
    assertThat(admin.put(at + "/read", "{}").is(200).number("unread")).isZero();
    assertThat(admin.put(at + "/read", "{}").is(200).number("unread")).isZero();
    assertThat(
            admin
                .put(at + "/unread", "{\"sequence\":%d}".formatted(sequence))
                .is(200)
                .number("unread"))
        .isEqualTo(1);
    assertThat(user.delete(message).is(200).body().get("deleted").booleanValue()).isTrue();
  }

  private static void tasks(Client admin, Client user, int room) {
    String path = "/v1/rooms/" + room + "/tasks";
    JsonNode added =
        admin
            .post(
                path,
                """
                {"body":"Call","assignee_ids":[%d],"deadline":{"type":"time","at":1800000000000}}\
                """
                    .formatted(user.account()))
            .is(200)
            .body()
            .get("tasks")
            .get(0);
    String one = path + "/" + added.get("task_id").intValue();
    assertThat(user.get(one).is(200).body()).isEqualTo(added);
    assertThat(admin.get(path + "?assignee=" + user.account()).is(200).body().get("tasks"))
        .hasSize(1);
    assertThat(user.get("/v1/tasks").is(200).body().get("tasks")).hasSize(1);
    assertThat(admin.get("/v1/tasks?role=assigner&limit=5").is(200).body().get("tasks")).hasSize(1);
    Answer done = user.patch(one, "{\"body\":\"Call again\",\"status\":\"done\"}").is(200);
    assertThat(done.text("status")).isEqualTo("done");
    assertThat(done.body().get("done_at").isNull()).isFalse();
    admin.delete(one).is(204);
    admin.get(one).is(404, "task-not-found");
  }

  private void files(Client admin, Client user, int room) {
    String path = "/v1/rooms/" + room;
    Answer begun = user.post(path + "/uploads", "{\"name\":\"plan.txt\",\"size\":3}").is(200);
    String upload = begun.text("upload_id");
    String other =
        user.post(path + "/uploads", "{\"name\":\"x\",\"size\":1}").is(200).text("upload_id");
    user.delete("/v1/uploads/" + other).is(204);
    user.get("/v1/uploads/" + other).is(404, "upload-not-found");
    String parts = "{\"parts\":[{\"part\":1,\"sha256\":\"%s\"}]}".formatted(ABC);
    JsonNode url =
        user.post("/v1/uploads/" + upload + "/urls", parts).is(200).body().get("urls").get(0);
    String attach = "{\"upload_ids\":[\"%s\"],\"message\":\"Here\"}".formatted(upload);
    user.post(path + "/files", attach).is(409, "upload-incomplete");
    world.stranger().put(url, "abc");
    assertThat(user.get("/v1/uploads/" + upload).is(200).body().get("received")).hasSize(1);
    JsonNode sent = user.post(path + "/files", attach).is(200).body();
    assertThat(user.post(path + "/files", attach).is(200).body()).isEqualTo(sent);
    String one = path + "/files/" + sent.get("files").get(0).get("file_id").intValue();
    assertThat(admin.get(one).is(200).body()).isEqualTo(sent.get("files").get(0));
    String kind = "?kind=document&limit=5&uploader=" + user.account();
    assertThat(admin.get(path + "/files" + kind).is(200).body().get("files")).hasSize(1);
    assertThat(user.get("/v1/files?kind=document").is(200).body().get("files")).hasSize(1);
    assertThat(admin.get(path + "/messages").is(200).body().get("files")).hasSize(1);
    assertThat(user.get("/v1/storage").is(200).body().get("own").get("bytes").intValue())
        .isEqualTo(3);
    admin.get(one + "/content").is(302);
    admin.get(one + "/preview?size=small").is(404, "file-not-found");
    FileId file = new FileId(sent.get("files").get(0).get("file_id").intValue());
    world
        .app
        .commands()
        .send(
            new AggregateId.Room(new RoomId(room)),
            new RoomCommand.RecordExamination(
                file, new FileExamination(Safety.FINE, Preview.PICTURE, 8, 6), ""),
            Actor.SERVER,
            null);
    world.awaitViews();
    assertThat(admin.get(one).is(200).text("preview")).isEqualTo("picture");
    admin.get(one + "/preview?size=small").is(302);
    String download = admin.get(one + "/download").is(200).text("url");
    assertThat(world.stranger().fetch(download)).isEqualTo("abc");
    admin.delete(one).is(204);
    admin.get(one).is(404, "file-not-found");
  }

  private static void links(Client admin, Client outsider, int room) {
    String path = "/v1/rooms/" + room;
    String code = admin.get(path + "/link").is(200).body().get("link").get("code").textValue();
    assertThat(outsider.get("/v1/links/" + code).is(200).text("name")).isEqualTo("P");
    assertThat(join(outsider, code).get("waiting").booleanValue()).isTrue();
    String request = path + "/join-requests/" + outsider.account();
    assertThat(admin.get(path + "/join-requests").is(200).body().get("join_requests")).hasSize(1);
    admin.delete(request).is(204);
    assertThat(join(outsider, code).get("waiting").booleanValue()).isTrue();
    admin.post(request).is(204);
    admin.delete(path + "/members/" + outsider.account()).is(204);
    admin.put(path + "/link", "{\"code\":\"open-door\",\"needs_approval\":false}").is(200);
    outsider.get("/v1/links/" + code).is(404, "link-not-found");
    assertThat(join(outsider, "open-door").get("joined").booleanValue()).isTrue();
    outsider.post(path + "/leave").is(204);
    admin.delete(path + "/link").is(204);
    assertThat(admin.get(path + "/link").is(200).body().get("link").isNull()).isTrue();
  }

  private static JsonNode join(Client client, String code) {
    return client.post("/v1/links/" + code + "/join").is(200).body();
  }

  private static void personal(Client user, int room, int direct) {
    Answer category =
        user.post("/v1/categories", "{\"name\":\"Mine\",\"room_ids\":[%d]}".formatted(room))
            .is(200);
    String path = "/v1/categories/" + category.number("category_id");
    user.put(path, "{\"name\":\"Ours\",\"room_ids\":[%d,%d]}".formatted(room, direct)).is(200);
    assertThat(user.get("/v1/categories").is(200).body().get("categories").get(0).get("room_ids"))
        .hasSize(2);
    user.delete(path).is(204);
    String message =
        user.post("/v1/rooms/" + direct + "/messages", "{\"body\":\"Note\",\"self_unread\":true}")
            .is(200)
            .text("message_id");
    user.put("/v1/bookmarks/" + message).is(204);
    assertThat(user.get("/v1/bookmarks").is(200).body().get("bookmarks")).hasSize(1);
    user.delete("/v1/bookmarks/" + message).is(204);
    assertThat(user.get("/v1/reactions").is(200).body().get("reactions")).hasSize(2);
  }

  private void search(Client user) {
    world.awaitIndexed();
    for (String query :
        new String[] {"q=Note", "q=Note&sort=newest&limit=1&time_zone=Asia/Tokyo"}) {
      assertThat(user.get("/v1/search/messages?" + query).is(200).body().get("hits")).hasSize(1);
    }
    assertThat(user.get("/v1/search/tasks?q=Call").is(200).body().get("hits")).isEmpty();
    assertThat(user.get("/v1/search/files?q=Call").is(200).body().get("hits")).isEmpty();
    assertThat(user.get("/v1/search/rooms?q=p").is(200).body().get("hits")).isNotEmpty();
    assertThat(user.get("/v1/search/people?q=adm").is(200).body().get("people")).hasSize(1);
  }

  private void goodbye(Client admin, Client user, int room) {
    Client outsider =
        world.person(
            new OrganizationId(admin.get("/v1/organization").number("organization_id")), "third");
    int request = becomeContacts(outsider, world.person(world.organization("Far"), "far"));
    outsider.delete("/v1/contacts/" + request).is(204);
    admin.delete("/v1/rooms/" + room).is(204);
    user.get("/v1/rooms/" + room).is(403, "room-not-found");
    admin.delete("/v1/organization/people/" + outsider.account()).is(204);
    outsider.get("/v1/me").is(401, "not-signed-in");
    Client again = world.stranger();
    again.signIn("user2@example.com", "another long password").is(200);
    again.delete("/v1/session").is(204);
    again.get("/v1/me").is(401, "not-signed-in");
    user.delete("/v1/sessions").is(204);
    user.get("/v1/me").is(401, "not-signed-in");
  }

  /// Makes the two contacts.
  private static int becomeContacts(Client one, Client other) {
    for (Client[] way : new Client[][] {{one, other}, {other, one}}) {
      way[0]
          .post("/v1/contact-requests", "{\"account_id\":%d}".formatted(way[1].account()))
          .is(200);
    }
    return other.account();
  }
}
