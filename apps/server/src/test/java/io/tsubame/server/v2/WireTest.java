package io.tsubame.server.v2;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsubame.api.ServerLimits;
import io.tsubame.domain.OrganizationId;
import io.tsubame.server.Caller;
import io.tsubame.server.Caller.Reply;
import io.tsubame.server.Person;
import io.tsubame.server.TestServer;
import io.tsubame.server.TsubameExtension;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLConnection;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What running clients send and expect on the wire, of `docs/spec/api-v2.md`.
@ExtendWith(TsubameExtension.class)
final class WireTest {
  private final TestServer server;
  private final Person ann;
  private final String messages;

  WireTest(TestServer server) {
    this.server = server;
    OrganizationId swift = server.organization("Swift");
    ann = server.person("Ann", swift);
    messages = "/rooms/" + ann.myRoom() + "/messages";
  }

  @Test
  @DisplayName("[A1] without a valid token the answer is 401 and nothing more is told")
  void unauthenticated() {
    for (String token : List.of("", "x", "0123456789abcdef0123456789abcdef", "y".repeat(300))) {
      Caller stranger = new Caller(server.url(), token);
      for (String path : List.of("/me", "/rooms/1", "/absent")) {
        Reply reply = stranger.get(path);
        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.text()).isEqualTo("{\"errors\":[\"Invalid API token\"]}");
        assertThat(reply.raw().headers().map())
            .doesNotContainKeys("www-authenticate", "x-ratelimit-limit");
      }
    }
  }

  @Test
  @DisplayName("[A1] a revoked token is refused at once, by another node soon")
  void revoked() {
    assertThat(ann.api().get("/me").status()).isEqualTo(200);
    server.application().apiTokens().revokeAll(ann.id());
    if (TsubameExtension.isOnCluster()) {
      int _ = Rooms.eventually(() -> ann.api().get("/me").status(), status -> status == 401);
    }
    assertThat(ann.api().get("/me").status()).isEqualTo(401);
  }

  @Test
  @DisplayName("[A7] an unknown path or method has its text, and allow where there is a path")
  void strays() {
    Reply path = ann.api().get("/rooms//messages");
    assertThat(path.status()).isIn(400, 404);
    Reply unknown = ann.api().get("/rooms/1/absent");
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.error()).isEqualTo("Invalid Endpoint or HTTP method");
    Reply method = ann.api().delete("/me");
    assertThat(method.status()).isEqualTo(405);
    assertThat(method.error()).isEqualTo("Invalid Endpoint or HTTP method");
    assertThat(method.header("allow")).isEqualTo("GET");
    assertThat(method.header("x-ratelimit-limit")).isNotEmpty();
  }

  @ParameterizedTest(name = "[A2] the form {0} posts ''a b+c 燕''")
  @ValueSource(
      strings = {
        "body=a+b%2Bc+%E7%87%95",
        "body=a%20b%2Bc%20%E7%87%95",
        "unknown=1&body=a+b%2Bc+燕&other",
      })
  void forms(String form) {
    Reply reply = raw("POST", form, "application/x-www-form-urlencoded; charset=UTF-8");
    assertThat(body(reply)).isEqualTo("a b+c 燕");
  }

  @Test
  @DisplayName("[A2] a multipart form posts, also in chunks without a length")
  void multipart() {
    String form =
        String.join(
            "\r\n",
            "--XX",
            "Content-Disposition: form-data; name=\"body\"",
            "",
            "燕",
            "--XX",
            "Content-Disposition: form-data; name=\"file_name\"",
            "",
            "x",
            "--XX--",
            "");
    byte[] bytes = form.getBytes(StandardCharsets.UTF_8);
    List<String> type = List.of("content-type", "multipart/form-data; boundary=XX");
    Reply whole = ann.api().send("POST", messages, BodyPublishers.ofByteArray(bytes), type);
    assertThat(body(whole)).isEqualTo("燕");
    Reply chunked =
        ann.api()
            .send(
                "POST",
                messages,
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes)),
                type);
    assertThat(body(chunked)).isEqualTo("燕");
  }

  @Test
  @DisplayName("[A2] the query of POST and PUT is ignored")
  void queryOfPost() {
    Reply posted = ann.api().post(messages + "?body=x");
    assertThat(posted.status()).isEqualTo(400);
    assertThat(posted.text()).isEqualTo("{\"errors\":[\"Parameter 'body' is required\"]}");
    assertThat(ann.api().post(messages + "?method=DELETE&body=y", "body", "z").status())
        .isEqualTo(200);
  }

  @Test
  @DisplayName("[A2] GET and DELETE may carry the type of a form without a body")
  void typeWithoutBody() {
    assertThat(ann.api().send("GET", "/me", BodyPublishers.noBody(), Caller.FORM).status())
        .isEqualTo(200);
    String id = ann.api().post(messages, "body", "x").json().path("message_id").textValue();
    assertThat(
            ann.api()
                .send("DELETE", messages + "/" + id, BodyPublishers.noBody(), Caller.FORM)
                .status())
        .isEqualTo(200);
  }

  @Test
  @DisplayName("[A2] PUT without a body is fine where nothing is required")
  void emptyPut() {
    ann.api().post(messages, "body", "x", "self_unread", "1");
    Reply read = ann.api().send("PUT", messages + "/read", BodyPublishers.noBody(), Caller.FORM);
    assertThat(read.status()).isEqualTo(200);
    ann.api().post(messages, "body", "x", "self_unread", "1");
    assertThat(ann.api().send("PUT", messages + "/read", BodyPublishers.noBody()).status())
        .isEqualTo(200);
  }

  @Test
  @DisplayName("[A21] ids are repeated keys or a comma list")
  void repeatedKeys() {
    Person bob = server.person("Bob", server.organization("Other"));
    server.connect(ann, bob);
    int room = Rooms.create(ann, "Plans", bob);
    String tasks = "/rooms/" + room + "/tasks";
    Reply repeated =
        ann.api().post(tasks, "body", "x", "to_ids", ann.number(), "to_ids", bob.number());
    assertThat(repeated.json().path("task_ids")).hasSize(2);
    assertThat(ann.api().post(messages, "body", "x", "body", "y").status()).isEqualTo(400);
  }

  @Test
  @DisplayName("[A8] the addresses of pictures lead to pictures")
  void pictures() throws IOException {
    String icon =
        ann.api().get("/rooms/" + Rooms.create(ann, "Plans")).json().path("icon_path").textValue();
    String avatar = ann.api().get("/me").json().path("avatar_image_url").textValue();
    for (String url : List.of(icon, avatar)) {
      URLConnection connection = URI.create(url).toURL().openConnection();
      try (InputStream in = connection.getInputStream()) {
        assertThat(in.readAllBytes()).isNotEmpty();
      }
      assertThat(connection.getContentType()).startsWith("image/");
    }
  }

  @Test
  @DisplayName("[A11] every answer counts the calls of its account down")
  void rateHeaders() {
    try (TestServer limited = new TestServer(ServerLimits.DEFAULT.withRates(5, 0, 0))) {
      OrganizationId swift = limited.organization("Swift");
      Person cat = limited.person("Cat", swift);
      Person dan = limited.person("Dan", swift);
      for (int left = 4; left >= 0; left--) {
        Reply reply = cat.api().get(left % 2 == 0 ? "/me" : "/absent");
        assertThat(reply.header("x-ratelimit-limit")).isEqualTo("5");
        assertThat(reply.header("x-ratelimit-remaining")).isEqualTo("" + left);
        assertThat(Long.parseLong(reply.header("x-ratelimit-reset")))
            .isBetween(
                System.currentTimeMillis() / 1_000, System.currentTimeMillis() / 1_000 + 301);
      }
      Reply over = cat.api().get("/me");
      assertThat(over.status()).isEqualTo(429);
      assertThat(over.error()).isEqualTo("Rate limit exceeded.");
      assertThat(over.header("x-ratelimit-remaining")).isEqualTo("0");
      assertThat(dan.api().get("/me").status()).isEqualTo(200);
    }
  }

  @Test
  @DisplayName("[A12] messages and tasks of a room are limited together, other rooms are not")
  void postLimit() {
    try (TestServer limited = new TestServer(ServerLimits.DEFAULT.withRates(0, 0, 3))) {
      Person cat = limited.person("Cat", limited.organization("Swift"));
      int room = Rooms.create(cat, "Plans");
      Rooms.post(cat, room, "one");
      Rooms.post(cat, room, "two");
      String tasks = "/rooms/" + room + "/tasks";
      assertThat(cat.api().post(tasks, "body", "x", "to_ids", cat.number()).status())
          .isEqualTo(200);
      Reply over = cat.api().post("/rooms/" + room + "/messages", "body", "four");
      assertThat(over.status()).isEqualTo(429);
      assertThat(over.text())
          .isEqualTo("{\"errors\":[\"Rate limit for message posting per room exceeded.\"]}");
      assertThat(cat.api().post(tasks, "body", "x", "to_ids", cat.number()).status())
          .isEqualTo(429);
      Rooms.post(cat, cat.myRoom().value(), "elsewhere");
    }
  }

  private Reply raw(String method, String form, String type) {
    return ann.api()
        .send(method, messages, BodyPublishers.ofString(form), List.of("content-type", type));
  }

  private String body(Reply posted) {
    assertThat(posted.status()).as(posted.text()).isEqualTo(200);
    String id = posted.json().path("message_id").textValue();
    return ann.api().get(messages + "/" + id).json().path("body").textValue();
  }
}
