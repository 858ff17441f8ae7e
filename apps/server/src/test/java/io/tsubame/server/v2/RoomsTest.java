package io.tsubame.server.v2;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tsubame.domain.OrganizationId;
import io.tsubame.server.Caller.Reply;
import io.tsubame.server.Person;
import io.tsubame.server.TestServer;
import io.tsubame.server.TsubameExtension;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `/rooms`, members and links of `docs/spec/api-v2.md`.
@ExtendWith(TsubameExtension.class)
final class RoomsTest {
  private static final List<String> ROOM =
      List.of(
          "room_id",
          "name",
          "type",
          "role",
          "sticky",
          "unread_num",
          "mention_num",
          "mytask_num",
          "message_num",
          "file_num",
          "task_num",
          "icon_path",
          "last_update_time");

  private final TestServer server;
  private final Person ann;
  private final Person bob;

  RoomsTest(TestServer server) {
    this.server = server;
    OrganizationId swift = server.organization("Swift");
    ann = server.person("Ann", swift);
    bob = server.person("Bob", swift);
  }

  @Test
  @DisplayName("[A40] GET /rooms begins with My chat and tells every room of the caller")
  void list() {
    JsonNode alone = ann.api().get("/rooms").json();
    assertThat(alone).hasSize(1);
    assertThat(alone.path(0).fieldNames()).toIterable().containsExactlyElementsOf(ROOM);
    assertThat(alone.at("/0/room_id").intValue()).isEqualTo(ann.myRoom().value());
    assertThat(alone.at("/0/type").textValue()).isEqualTo("my");
    assertThat(alone.at("/0/name").textValue()).isEqualTo("My chat");
    int room = Rooms.create(ann, "Plans", bob);
    assertThat(ann.api().get("/rooms").json().findValuesAsText("room_id"))
        .containsExactlyInAnyOrder("" + ann.myRoom().value(), "" + room);
  }

  @Test
  @DisplayName("[A4] GET /rooms/{id} tells the room with its description")
  void one() {
    Reply created =
        ann.api()
            .post(
                "/rooms",
                "name",
                "燕 & Co",
                "description",
                "the\ndescription",
                "icon_preset",
                "travel",
                "members_admin_ids",
                ann.number(),
                "members_readonly_ids",
                bob.number());
    assertThat(created.json().fieldNames()).toIterable().containsExactly("room_id");
    String path = "/rooms/" + created.json().path("room_id").intValue();
    JsonNode room = ann.api().get(path).json();
    assertThat(room.fieldNames()).toIterable().containsAll(ROOM).contains("description");
    assertThat(room.path("name").textValue()).isEqualTo("燕 & Co");
    assertThat(room.path("description").textValue()).isEqualTo("the\ndescription");
    assertThat(room.path("role").textValue()).isEqualTo("admin");
    assertThat(room.path("type").textValue()).isEqualTo("group");
    assertThat(room.path("sticky").isBoolean()).isTrue();
    assertThat(room.path("message_num").intValue()).isEqualTo(1);
    assertThat(room.path("icon_path").textValue())
        .isEqualTo(server.url() + "/img/icon/ico_travel.png");
    Rooms.eventually(() -> bob.api().get(path), reply -> reply.status() == 200);
    assertThat(bob.api().get(path).json().path("role").textValue()).isEqualTo("readonly");
  }

  @Test
  @DisplayName("[A41] who creates a room is an administrator of it, listed or not")
  void creator() {
    Reply reply = ann.api().post("/rooms", "name", "Plans", "members_admin_ids", bob.number());
    String path = "/rooms/" + reply.json().path("room_id").intValue();
    assertThat(ann.api().get(path).json().path("role").textValue()).isEqualTo("admin");
    Reply lower =
        ann.api()
            .post(
                "/rooms",
                "name",
                "Plans",
                "members_admin_ids",
                bob.number(),
                "members_member_ids",
                ann.number());
    assertThat(lower.status()).isEqualTo(400);
  }

  @Test
  @DisplayName("[A41] only contacts and colleagues come into a room")
  void strangers() {
    Person eve = server.person("Eve", server.organization("Other"));
    String[] form = {
      "name", "Plans", "members_admin_ids", ann.number(), "members_member_ids", eve.number()
    };
    assertThat(ann.api().post("/rooms", form).status()).isEqualTo(400);
    int room = Rooms.create(ann, "Plans", bob);
    String[] members = {"members_admin_ids", ann.number(), "members_member_ids", eve.number()};
    assertThat(ann.api().put("/rooms/" + room + "/members", members).status()).isEqualTo(400);
    server.connect(ann, eve);
    assertThat(ann.api().post("/rooms", form).status()).isEqualTo(200);
    assertThat(ann.api().put("/rooms/" + room + "/members", members).status()).isEqualTo(200);
  }

  @ParameterizedTest(name = "[A3] POST /rooms with {0}={1} answers 400")
  @CsvSource({
    "name,''",
    "members_admin_ids,''",
    "members_admin_ids,x",
    "members_admin_ids,999999999",
    "members_member_ids,-1",
    "icon_preset,dragon",
    "link,maybe",
  })
  void badCreation(String name, String value) {
    List<String> form =
        new ArrayList<>(List.of("name", "Plans", "members_admin_ids", ann.number(), name, value));
    int first = form.indexOf(name);
    if (first < 4) {
      form.subList(first, first + 2).clear();
    }
    Reply reply = ann.api().post("/rooms", form.toArray(String[]::new));
    assertThat(reply.status()).as(reply.text()).isEqualTo(400);
    assertThat(reply.error()).isNotEmpty();
  }

  @Test
  @DisplayName("[A13] a name has 1 to 255 code points")
  void names() {
    String longest = "🐦".repeat(255);
    assertThat(
            ann.api().post("/rooms", "name", longest, "members_admin_ids", ann.number()).status())
        .isEqualTo(200);
    assertThat(
            ann.api()
                .post("/rooms", "name", longest + "x", "members_admin_ids", ann.number())
                .status())
        .isEqualTo(400);
  }

  @Test
  @DisplayName("[A42] PUT /rooms/{id} changes what is given and nothing else")
  void edit() {
    String path = "/rooms/" + Rooms.create(ann, "Plans", bob);
    assertThat(ann.api().put(path, "description", "all about").json().path("room_id").intValue())
        .isPositive();
    assertThat(ann.api().put(path, "name", "Flights", "icon_preset", "beer").status())
        .isEqualTo(200);
    assertThat(ann.api().put(path).status()).isEqualTo(200);
    JsonNode room = ann.api().get(path).json();
    assertThat(room.path("name").textValue()).isEqualTo("Flights");
    assertThat(room.path("description").textValue()).isEqualTo("all about");
    assertThat(room.path("icon_path").textValue()).endsWith("ico_beer.png");
    assertThat(ann.api().put(path, "name", "").status()).isEqualTo(400);
    String mine = "/rooms/" + ann.myRoom();
    assertThat(ann.api().put(mine, "name", "Notes").status()).isEqualTo(400);
    assertThat(ann.api().put(mine, "description", "notes").status()).isEqualTo(200);
  }

  @Test
  @DisplayName("[A43] leaving takes only oneself, by action_type in the body or the query")
  void leave() {
    String path = "/rooms/" + Rooms.create(ann, "Plans", bob);
    Reply left = bob.api().delete(path, "action_type", "leave");
    assertThat(left.status()).isEqualTo(204);
    assertThat(left.text()).isEmpty();
    assertThat(left.header("content-type")).isEmpty();
    Reply gone = bob.api().get(path);
    assertThat(gone.status()).isEqualTo(403);
    assertThat(gone.error()).isEqualTo("You don't have permission to get this room");
    assertThat(ann.api().get(path).status()).isEqualTo(200);
    assertThat(ann.api().delete(path + "?action_type=delete").status()).isEqualTo(204);
    assertThat(ann.api().get(path).status()).isEqualTo(403);
  }

  @Test
  @DisplayName("[A43] action_type is required and one of two")
  void actionType() {
    String path = "/rooms/" + Rooms.create(ann, "Plans", bob);
    assertThat(ann.api().delete(path).error()).isEqualTo("Parameter 'action_type' is required");
    assertThat(ann.api().delete(path, "action_type", "burn").status()).isEqualTo(400);
    assertThat(ann.api().delete(path, "action_type", "leave").status())
        .as("the last administrator stays")
        .isEqualTo(400);
    assertThat(ann.api().delete("/rooms/" + ann.myRoom(), "action_type", "delete").status())
        .isEqualTo(400);
  }

  @Test
  @DisplayName("[A44] members are told with their roles, and replaced as a whole")
  void members() {
    int id = Rooms.create(ann, "Plans", bob);
    String path = "/rooms/" + id + "/members";
    JsonNode members = ann.api().get(path).json();
    assertThat(members.findValuesAsText("role")).containsExactlyInAnyOrder("admin", "member");
    assertThat(members.path(0).fieldNames())
        .toIterable()
        .containsExactly(
            "account_id",
            "name",
            "chatwork_id",
            "organization_id",
            "organization_name",
            "department",
            "avatar_image_url",
            "role");
    Reply replaced =
        ann.api()
            .put(path, "members_admin_ids", ann.number(), "members_readonly_ids", bob.number());
    assertThat(replaced.text())
        .isEqualTo(
            "{\"admin\":[%s],\"member\":[],\"readonly\":[%s]}"
                .formatted(ann.number(), bob.number()));
    assertThat(ann.api().get(path).json().findValuesAsText("role"))
        .containsExactlyInAnyOrder("admin", "readonly");
    assertThat(ann.api().put(path, "members_admin_ids", ann.number()).status()).isEqualTo(200);
    assertThat(ann.api().get(path).json()).hasSize(1);
    assertThat(ann.api().put(path, "members_member_ids", bob.number()).error())
        .isEqualTo("Parameter 'members_admin_ids' is required");
  }

  @Test
  @DisplayName("[A45] a room that cannot have a link has none")
  void noLinkToMyChat() {
    String path = "/rooms/" + ann.myRoom() + "/link";
    assertThat(ann.api().get(path).text()).isEqualTo("{\"public\":false}");
    assertThat(ann.api().post(path).status()).isEqualTo(400);
    assertThat(bob.api().get(path).status()).isEqualTo(403);
  }

  @Test
  @DisplayName("[A45] a link is made, replaced and taken away")
  void link() {
    String path = "/rooms/" + Rooms.create(ann, "Plans", bob) + "/link";
    assertThat(ann.api().get(path).text()).isEqualTo("{\"public\":false}");
    assertThat(ann.api().put(path).status()).isEqualTo(400);
    assertThat(ann.api().delete(path).status()).isEqualTo(400);
    String code = "plans_-" + ann.number() + System.nanoTime();
    JsonNode made =
        ann.api().post(path, "code", code, "need_acceptance", "0", "description", "come").json();
    assertThat(made.fieldNames())
        .toIterable()
        .containsExactly("public", "url", "need_acceptance", "description");
    assertThat(made.path("url").textValue()).isEqualTo(server.url() + "/g/" + code);
    assertThat(made.path("need_acceptance").booleanValue()).isFalse();
    assertThat(ann.api().get(path).json()).isEqualTo(made);
    assertThat(ann.api().post(path).status()).isEqualTo(400);
    JsonNode replaced = ann.api().put(path).json();
    assertThat(replaced.path("url").textValue()).isNotEqualTo(made.path("url").textValue());
    assertThat(replaced.path("need_acceptance").booleanValue()).isTrue();
    assertThat(replaced.path("description").textValue()).isEmpty();
    Reply deleted = ann.api().delete(path);
    assertThat(deleted.status()).isEqualTo(200);
    assertThat(deleted.text()).isEqualTo("{\"public\":false}");
  }

  @Test
  @DisplayName("[A45] a code is well-formed and one room's only")
  void codes() {
    String path = "/rooms/" + Rooms.create(ann, "Plans", bob) + "/link";
    assertThat(ann.api().post(path, "code", "a b").status()).isEqualTo(400);
    assertThat(ann.api().post(path, "code", "x".repeat(51)).status()).isEqualTo(400);
    String code = "once-" + System.nanoTime();
    assertThat(ann.api().post(path, "code", code).status()).isEqualTo(200);
    String other = "/rooms/" + Rooms.create(ann, "More", bob) + "/link";
    assertThat(ann.api().post(other, "code", code).status()).isEqualTo(400);
  }

  @Test
  @DisplayName("[A41] a room can be created with its link")
  void roomWithLink() {
    String code = "with-" + System.nanoTime();
    String[] form = {
      "name",
      "Plans",
      "members_admin_ids",
      ann.number(),
      "link",
      "1",
      "link_code",
      code,
      "link_need_acceptance",
      "0"
    };
    int room = ann.api().post("/rooms", form).json().path("room_id").intValue();
    JsonNode link = ann.api().get("/rooms/" + room + "/link").json();
    assertThat(link.path("url").textValue()).endsWith("/g/" + code);
    assertThat(link.path("need_acceptance").booleanValue()).isFalse();
    assertThat(ann.api().post("/rooms", form).status()).isEqualTo(400);
  }
}
