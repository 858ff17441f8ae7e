package io.tsubame.api.v1;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tsubame.domain.OrganizationId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Search over HTTP: who finds what, and what the language of queries means.
final class SearchTest {
  private V1World world;
  private Client ann;
  private Client bob;
  private Client eve;
  private int room;

  @BeforeEach
  void open() {
    world = new V1World();
    OrganizationId here = world.organization("Here");
    ann = world.person(here, "ann");
    bob = world.person(here, "bob");
    eve = world.person(world.organization("Elsewhere"), "eve");
    room = roomOf(ann, "Project", bob);
  }

  @AfterEach
  void close() {
    world.close();
  }

  private static int roomOf(Client admin, String name, Client... members) {
    List<String> ids = new ArrayList<>();
    for (Client member : members) {
      ids.add(Integer.toString(member.account()));
    }
    String wish = "{\"name\":\"%s\",\"member_ids\":[%s]}".formatted(name, String.join(",", ids));
    return admin.post("/v1/rooms", wish).is(200).number("room_id");
  }

  private String post(Client author, int where, String body) {
    String content = "{\"body\":\"" + body.replace("\n", "\\n").replace("\"", "\\\"") + "\"}";
    return author.post("/v1/rooms/" + where + "/messages", content).is(200).text("message_id");
  }

  private Client.Answer search(Client reader, String what, String query) {
    world.awaitIndexed();
    String encoded = URLEncoder.encode(query, StandardCharsets.UTF_8);
    return reader.get("/v1/search/" + what + "?q=" + encoded);
  }

  private List<String> found(Client reader, String query) {
    List<String> bodies = new ArrayList<>();
    for (JsonNode hit : search(reader, "messages", query).is(200).body().get("hits")) {
      bodies.add(hit.get("message").get("body").textValue());
    }
    return bodies;
  }

  @Test
  @DisplayName("[SP1] only who is in the room at that moment finds what is in it")
  void members() {
    post(bob, room, "the merger is secret");

    assertThat(found(ann, "merger")).hasSize(1);
    assertThat(found(bob, "merger")).hasSize(1);
    assertThat(found(eve, "merger")).isEmpty();
    assertThat(total(eve, "merger")).isZero();
    ann.delete("/v1/rooms/" + room + "/members/" + bob.account()).is(204);
    assertThat(found(bob, "merger")).isEmpty();
    assertThat(total(bob, "merger")).isZero();
    search(bob, "messages", "merger in:" + room).is(400, "query-unknown-room");
    search(world.stranger(), "messages", "merger").is(401, "not-signed-in");
    ann.post(
            "/v1/rooms/" + room + "/members",
            "{\"account_ids\":[%d],\"role\":\"member\"}".formatted(bob.account()))
        .is(200);
    assertThat(found(bob, "merger")).hasSize(1);
    ann.delete("/v1/rooms/" + room).is(204);
    assertThat(found(ann, "merger")).isEmpty();
  }

  private int total(Client reader, String query) {
    return search(reader, "messages", query).is(200).body().get("total").get("count").intValue();
  }

  @Test
  @DisplayName("[SP2] edited and deleted texts are not found any more")
  void changes() {
    String path = "/v1/rooms/" + room + "/messages/";
    String message = post(bob, room, "lunch at noon");
    bob.patch(path + message, "{\"body\":\"dinner at eight\"}").is(200);
    assertThat(found(ann, "lunch")).isEmpty();
    assertThat(found(ann, "dinner")).containsExactly("dinner at eight");
    bob.delete(path + message).is(200);
    assertThat(found(ann, "dinner")).isEmpty();
    assertThat(total(ann, "dinner")).isZero();
  }

  @ParameterizedTest(name = "{0} finds {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "東京 | 3 1",
        "ﾄｳｷｮｳ | 2",
        "東京 会議 | 1",
        "\"東京で会議\" | 1",
        "\"で 会議\" | ",
        "東京 -会議 | 3",
        "会議 or トウキョウ | 2 1",
        "from:bob | 4 3",
        "from:me 東京 | 1",
        "to:bob | 2",
        "has:link | 4",
        "has:reaction | 3",
        "is:mine 会議 | 1",
        "is:bookmarked | 4",
        "is:unread | 4 3",
        "from:bob in:Project has:link | 4",
        "ｆｒｏｍ：bob 東京 | 3",
        "after:2000 before:2100 会議 | 1",
        "on:2000-01-01 会議 | ",
        "x | 4",
      })
  @DisplayName("[SQ] operators")
  void operators(String query, String expected) {
    List<String> texts =
        List.of(
            "1 東京で会議をします",
            "2 トウキョウ [To:" + bob.account() + "]",
            "3 東京タワー",
            "4 see https://example.com/x");
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      ids.add(post(i < 2 ? ann : bob, room, texts.get(i)));
    }
    ann.put("/v1/rooms/" + room + "/messages/" + ids.get(2) + "/reactions/like").is(200);
    ann.put("/v1/bookmarks/" + ids.get(3)).is(204);

    List<String> numbers = found(ann, query).stream().map(body -> body.substring(0, 1)).toList();
    assertThat(String.join(" ", numbers)).isEqualTo(expected == null ? "" : expected);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | query-empty",
        "` 　 ` | query-empty",
        "\"open | query-unclosed-quote",
        "a \"\" | query-empty-quote",
        "from: | query-missing-value",
        "has:money | query-unknown-value",
        "before:soon | query-no-date",
        "on:2026-02-30 | query-no-date",
        "or | query-dangling-or",
        "tea or | query-dangling-or",
        "tea or -milk | query-dangling-or",
        "from:bob or tea | query-dangling-or",
        "-from:bob | query-excluded-operator",
        "from:nobody | query-unknown-person",
        "in:nowhere | query-unknown-room",
      })
  @DisplayName("[SQ20] a query that cannot be understood is answered with what is wrong with it")
  void badQueries(String query, String code) {
    JsonNode problem = search(ann, "messages", query).is(400, code).body();
    assertThat(problem.get("field").textValue()).isEqualTo("q");
    assertThat(problem.get("title").textValue()).isNotBlank();
  }

  @Test
  @DisplayName("[SQ21] queries, pages and cursors are bounded")
  void bounds() {
    search(ann, "messages", "x".repeat(501)).is(400, "query-too-long");
    search(ann, "messages", "a ".repeat(21)).is(400, "query-too-many-terms");
    ann.get("/v1/search/messages").is(400, "parameter-required");
    ann.get("/v1/search/messages?q=a&limit=101").is(400, "parameter-invalid");
    ann.get("/v1/search/messages?q=a&cursor=1").is(400, "parameter-invalid");
    ann.get("/v1/search/messages?q=a&cursor=1_2_99999999999").is(400, "parameter-invalid");
    ann.get("/v1/search/messages?q=a&sort=best").is(400, "parameter-invalid");
    ann.get("/v1/search/messages?q=a&time_zone=Mars").is(400, "parameter-invalid");
  }

  @Test
  @DisplayName("[SA1] hits come with an excerpt in which what was found is marked")
  void excerpt() {
    post(bob, room, "a".repeat(300) + " [info]ﾊﾟｿｺﾝの設定[/info] " + "b".repeat(300));
    JsonNode excerpt =
        search(ann, "messages", "パソコン").is(200).body().get("hits").get(0).get("excerpt");
    JsonNode mark = excerpt.get("highlights").get(0);
    String text = excerpt.get("text").textValue();

    assertThat(text.substring(mark.get("start").intValue(), mark.get("end").intValue()))
        .isEqualTo("ﾊﾟｿｺﾝ");
    assertThat(excerpt.get("highlights")).hasSize(1);
    assertThat(excerpt.get("cut_before").booleanValue()).isTrue();
    assertThat(excerpt.get("cut_after").booleanValue()).isTrue();
    assertThat(text).hasSizeLessThan(250).doesNotContain("[info]");
  }

  @Test
  @DisplayName("[SA2] pages follow each other, and the first tells how many hits there are")
  void pages() {
    for (int i = 0; i < 30; i++) {
      post(bob, room, "needle number " + i);
      post(bob, room, "need le number " + i);
    }
    List<String> all = new ArrayList<>();
    JsonNode page = search(ann, "messages", "needle").is(200).body();
    assertThat(page.get("total").get("count").intValue()).isEqualTo(30);
    assertThat(page.get("total").get("exact").booleanValue()).isTrue();
    assertThat(page.get("index").get("state").textValue()).isEqualTo("current");
    while (true) {
      page.get("hits").forEach(hit -> all.add(hit.get("message").get("body").textValue()));
      if (page.get("next").isNull()) {
        break;
      }
      String next = page.get("next").textValue();
      page = ann.get("/v1/search/messages?q=needle&cursor=" + next).is(200).body();
      assertThat(page.get("total").isNull()).isTrue();
    }
    assertThat(all).hasSize(30).doesNotHaveDuplicates().allMatch(body -> body.contains("needle"));
  }

  @Test
  @DisplayName("[SP3] tasks, rooms and people are found by those who may see them")
  void otherThings() {
    ann.post(
            "/v1/rooms/" + room + "/tasks",
            "{\"body\":\"請求書を送る\",\"assignee_ids\":[%d]}".formatted(bob.account()))
        .is(200);
    assertThat(search(bob, "tasks", "請求 is:mine").is(200).body().get("hits")).hasSize(1);
    assertThat(search(ann, "tasks", "請求 is:mine").is(200).body().get("hits")).isEmpty();
    assertThat(search(ann, "tasks", "請求 from:me to:bob").is(200).body().get("hits")).hasSize(1);
    assertThat(search(eve, "tasks", "請求").is(200).body().get("hits")).isEmpty();
    assertThat(found(ann, "請求 has:task")).hasSize(1);
    assertThat(search(bob, "rooms", "projec").is(200).body().get("hits")).hasSize(1);
    assertThat(search(eve, "rooms", "projec").is(200).body().get("hits")).isEmpty();
    assertThat(search(ann, "people", "BOB").is(200).body().get("people")).hasSize(1);
    assertThat(search(eve, "people", "bob").is(200).body().get("people")).isEmpty();
    ann.delete("/v1/rooms/" + room + "/members/" + bob.account()).is(204);
    assertThat(search(ann, "tasks", "請求").is(200).body().get("hits")).isEmpty();
  }
}
