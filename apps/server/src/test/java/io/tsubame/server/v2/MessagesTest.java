package io.tsubame.server.v2;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tsubame.domain.OrganizationId;
import io.tsubame.server.Caller;
import io.tsubame.server.Caller.Reply;
import io.tsubame.server.Person;
import io.tsubame.server.TestServer;
import io.tsubame.server.TsubameExtension;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// `/rooms/{room_id}/messages` of `docs/spec/api-v2.md`.
@ExtendWith(TsubameExtension.class)
final class MessagesTest {
  private final Person ann;
  private final Person bob;
  private final int room;
  private final String path;

  MessagesTest(TestServer server) {
    OrganizationId swift = server.organization("Swift");
    ann = server.person("Ann", swift);
    bob = server.person("Bob", swift);
    room = Rooms.create(ann, "Plans", bob);
    path = "/rooms/" + room + "/messages";
  }

  @Test
  @DisplayName("[A9] what was posted is there at once, in the shape of a message")
  void post() {
    Reply reply = ann.api().post(path, "body", "燕 🐦\n<b>&\"\u0000");
    assertThat(reply.status()).isEqualTo(200);
    String id = reply.json().path("message_id").textValue();
    assertThat(reply.text()).isEqualTo("{\"message_id\":\"" + id + "\"}");
    assertThat(id).matches("[0-9]{10,19}");
    JsonNode message = ann.api().get(path + "/" + id).json();
    assertThat(message.fieldNames())
        .toIterable()
        .containsExactly("message_id", "account", "body", "send_time", "update_time");
    assertThat(message.path("account").fieldNames())
        .toIterable()
        .containsExactly("account_id", "name", "avatar_image_url");
    assertThat(message.path("body").textValue()).isEqualTo("燕 🐦\n<b>&\"\u0000");
    assertThat(message.path("update_time").longValue()).isZero();
    assertThat(message.path("send_time").longValue())
        .isBetween(System.currentTimeMillis() / 1_000 - 60, System.currentTimeMillis() / 1_000);
  }

  @Test
  @DisplayName("[A13] a body has 1 to 65,535 code points")
  void lengths() {
    String longest = "🐦".repeat(65_535);
    assertThat(ann.api().post(path, "body", longest).status()).isEqualTo(200);
    assertThat(ann.api().post(path, "body", longest + "x").status()).isEqualTo(400);
    assertThat(ann.api().post(path, "body", "").error()).isEqualTo("Parameter 'body' is required");
    assertThat(ann.api().post(path).error()).isEqualTo("Parameter 'body' is required");
  }

  @Test
  @DisplayName("[A51] force=0 gives what was not fetched yet, and 204 without any")
  void unfetched() {
    assertThat(bodies(ann.api().get(path))).hasSize(1);
    Reply nothing = ann.api().get(path);
    assertThat(nothing.status()).isEqualTo(204);
    assertThat(nothing.text()).isEmpty();
    Rooms.post(ann, room, "one");
    Rooms.post(ann, room, "two");
    assertThat(bodies(ann.api().get(path + "?force=0"))).containsExactly("one", "two");
    assertThat(ann.api().get(path).status()).isEqualTo(204);
  }

  @Test
  @DisplayName("[A51] the position is each account's own")
  void eachOwn() {
    Rooms.post(ann, room, "one");
    assertThat(bodies(ann.api().get(path))).hasSize(2);
    Rooms.eventually(
        () -> bob.api().get("/rooms/" + room),
        reply -> reply.json().path("message_num").intValue() == 2);
    assertThat(bodies(bob.api().get(path))).hasSize(2);
  }

  @Test
  @DisplayName("[A51] more than 100 new messages come oldest first, in several calls")
  void manyUnfetched() {
    assertThat(bodies(ann.api().get(path))).hasSize(1);
    for (int i = 1; i <= 103; i++) {
      Rooms.post(ann, room, "m" + i);
    }
    List<String> first = bodies(ann.api().get(path));
    assertThat(first).hasSize(100).startsWith("m1", "m2").endsWith("m100");
    assertThat(bodies(ann.api().get(path + "?force=1"))).hasSize(100).endsWith("m103");
    assertThat(ann.api().get(path).status()).as("the newest page left no hole").isEqualTo(204);
  }

  @Test
  @DisplayName("[A52] force=1 gives the newest 100 and leaves no hole")
  void newest() {
    assertThat(bodies(ann.api().get(path))).hasSize(1);
    for (int i = 1; i <= 102; i++) {
      Rooms.post(ann, room, "m" + i);
    }
    List<String> newest = bodies(ann.api().get(path + "?force=1"));
    assertThat(newest).hasSize(100).startsWith("m3").endsWith("m102");
    assertThat(bodies(ann.api().get(path))).startsWith("m1", "m2").hasSize(100);
    assertThat(bodies(ann.api().get(path))).containsExactly("m101", "m102");
  }

  @Test
  @DisplayName("[A53] force=1 with message_id pages through the whole history")
  void paging() {
    for (int i = 1; i <= 120; i++) {
      Rooms.post(ann, room, "m" + i);
    }
    List<String> all = new ArrayList<>();
    String last = "0";
    Reply page = ann.api().get(path + "?force=1&message_id=" + last);
    while (page.status() == 200) {
      all.addAll(bodies(page));
      last = page.json().path(page.json().size() - 1).path("message_id").textValue();
      page = ann.api().get(path + "?force=1&message_id=" + last);
    }
    assertThat(all).hasSize(121).endsWith("m120");
  }

  @Test
  @DisplayName("[A50] an edited message says when, a deleted one stays as [deleted]")
  void editAndDelete() {
    String id = Rooms.post(ann, room, "one");
    Reply edited = ann.api().put(path + "/" + id, "body", "two");
    assertThat(edited.text()).isEqualTo("{\"message_id\":\"" + id + "\"}");
    JsonNode message = ann.api().get(path + "/" + id).json();
    assertThat(message.path("body").textValue()).isEqualTo("two");
    assertThat(message.path("update_time").longValue()).isPositive();
    Reply deleted = ann.api().delete(path + "/" + id);
    assertThat(deleted.status()).isEqualTo(200);
    assertThat(deleted.text()).isEqualTo("{\"message_id\":\"" + id + "\"}");
    assertThat(ann.api().get(path + "/" + id).json().path("body").textValue())
        .isEqualTo("[deleted]");
    assertThat(bodies(ann.api().get(path + "?force=1"))).endsWith("[deleted]");
    assertThat(ann.api().put(path + "/" + id, "body", "three").status()).isEqualTo(404);
  }

  @Test
  @DisplayName("[A6] only the author edits and deletes a message")
  void othersMessages() {
    String id = Rooms.post(ann, room, "one");
    assertThat(bob.api().put(path + "/" + id, "body", "two").status()).isEqualTo(403);
    assertThat(bob.api().delete(path + "/" + id).error())
        .isEqualTo("You don't have permission to send/edit message.");
  }

  @Test
  @DisplayName("[A24] a message that is not there answers 404")
  void absent() {
    String id = Rooms.post(ann, room, "one");
    long next = Long.parseLong(id) + 1;
    for (String other : List.of("" + next, "1", "0", "4294967297", "9223372036854775807")) {
      assertThat(ann.api().get(path + "/" + other).status()).as(other).isEqualTo(404);
      assertThat(ann.api().put(path + "/" + other, "body", "x").status()).isEqualTo(404);
      assertThat(ann.api().delete(path + "/" + other).status()).isEqualTo(404);
    }
  }

  @Test
  @DisplayName("[A54] reading counts down, once, and unreading counts up, once")
  void markers() {
    String first = Rooms.post(ann, room, "[To:" + bob.number() + "] one");
    Rooms.post(ann, room, "two");
    Rooms.eventually(
        () -> bob.api().get("/rooms/" + room),
        reply -> reply.json().path("message_num").intValue() == 3);
    Reply read = bob.api().put(path + "/read", "message_id", first);
    assertThat(read.text()).isEqualTo("{\"unread_num\":1,\"mention_num\":0}");
    assertThat(bob.api().put(path + "/read", "message_id", first).status()).isEqualTo(400);
    assertThat(bob.api().put(path + "/read").text())
        .isEqualTo("{\"unread_num\":0,\"mention_num\":0}");
    assertThat(bob.api().put(path + "/read").status()).isEqualTo(400);
    assertThat(bob.api().put(path + "/unread", "message_id", first).text())
        .isEqualTo("{\"unread_num\":2,\"mention_num\":1}");
    assertThat(bob.api().put(path + "/unread", "message_id", first).status()).isEqualTo(400);
    assertThat(bob.api().put(path + "/unread").error())
        .isEqualTo("Parameter 'message_id' is required");
    assertThat(bob.api().put(path + "/read", "message_id", "7").status()).isEqualTo(404);
  }

  @Test
  @DisplayName("[A22] self_unread leaves one's own message unread")
  void selfUnread() {
    String self = "/rooms/" + ann.myRoom();
    ann.api().post(self + "/messages", "body", "remember", "self_unread", "1");
    assertThat(ann.api().get(self).json().path("unread_num").intValue()).isEqualTo(1);
    ann.api().post(self + "/messages", "body", "done", "self_unread", "0");
    assertThat(ann.api().get(self).json().path("unread_num").intValue()).isEqualTo(1);
  }

  @Test
  @DisplayName("[A10] the same Idempotency-Key posts once and gets the first answer again")
  void idempotency() {
    Reply first = keyed("key-1", "body=one");
    Reply again = keyed("key-1", "body=one");
    Reply other = keyed("key-2", "body=one");
    assertThat(again.text()).isEqualTo(first.text());
    assertThat(other.text()).isNotEqualTo(first.text());
    assertThat(bodies(ann.api().get(path + "?force=1"))).hasSize(3);
    assertThat(keyed("", "body=one").status()).isEqualTo(400);
    assertThat(keyed("x".repeat(129), "body=one").status()).isEqualTo(400);
  }

  private Reply keyed(String key, String form) {
    List<String> headers = new ArrayList<>(Caller.FORM);
    headers.addAll(List.of("Idempotency-Key", key));
    return ann.api().send("POST", path, BodyPublishers.ofString(form), headers);
  }

  private static List<String> bodies(Reply reply) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.json().findValuesAsText("body");
  }
}
