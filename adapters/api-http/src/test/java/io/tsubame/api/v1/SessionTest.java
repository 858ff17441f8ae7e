package io.tsubame.api.v1;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsubame.api.ServerLimits;
import io.tsubame.api.v1.Client.Answer;
import io.tsubame.domain.OrganizationId;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Rules V1 to V4 of `docs/spec/api-v1.md`.
final class SessionTest {
  private static final AtomicInteger PEOPLE = new AtomicInteger();
  private static V1World world;
  private static OrganizationId organization;

  private final String name = "hanako" + PEOPLE.incrementAndGet();
  private final String email = V1World.email(name);
  private Client client;

  @BeforeAll
  static void start() {
    world = new V1World();
    organization = world.organization("Here");
  }

  /// Long enough after the test before that no throttle remembers it.
  @BeforeEach
  void signIn() {
    world.clock.advance(Duration.ofHours(1));
    client = world.person(organization, name);
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  @Test
  @DisplayName("[V1] the cookie is out of reach for scripts and other sites")
  void cookie() {
    Answer answer = world.stranger().signIn(email, V1World.PASSWORD).is(200);
    assertThat(answer.raw().headers().firstValue("set-cookie").orElseThrow())
        .startsWith("tsubame_session=")
        .containsIgnoringCase("HttpOnly")
        .contains("SameSite=Lax")
        .contains("Path=/")
        .doesNotContain("Secure");
  }

  @Test
  @DisplayName("[V1] without a session or a token nothing is told")
  void signedOut() {
    world.stranger().get("/v1/me").is(401, "not-signed-in");
    world.stranger().with("cookie", "tsubame_session=AAAA").get("/v1/me").is(401);
    world.stranger().with("cookie", "tsubame_session=%%%").get("/v1/me").is(401);
    world.stranger().with("authorization", "Bearer nonsense").get("/v1/me").is(401);
  }

  @Test
  @DisplayName("[V1] an API token works in both headers, and needs no CSRF token")
  void apiToken() {
    String token = client.post("/v1/me/api-tokens").is(200).text("api_token");
    for (Client program :
        new Client[] {
          world.stranger().with("x-chatworktoken", token),
          world.stranger().with("authorization", "Bearer " + token)
        }) {
      program.patch("/v1/me", "{\"title\":\"Robot\"}").is(200);
      assertThat(program.get("/v1/session").is(200).body().get("csrf_token").isNull()).isTrue();
    }
  }

  @Test
  @DisplayName("[V2] a change by cookie needs the session's CSRF token")
  void csrf() {
    client.without("x-tsubame-csrf").patch("/v1/me", "{\"title\":\"x\"}").is(403, "csrf");
    client.with("x-tsubame-csrf", "wrong").patch("/v1/me", "{\"title\":\"x\"}").is(403, "csrf");
    client.without("x-tsubame-csrf").delete("/v1/session").is(403, "csrf");
    client.without("x-tsubame-csrf").get("/v1/me").is(200);
  }

  @Test
  @DisplayName("[V3] a wrong address and a wrong password are told alike")
  void alike() {
    Answer wrongPassword = world.stranger().signIn(email, "not the password").is(401);
    Answer wrongAddress = world.stranger().signIn("nobody@example.com", "not the password");
    assertThat(wrongAddress.body()).isEqualTo(wrongPassword.body());
    assertThat(wrongAddress.status()).isEqualTo(wrongPassword.status());
  }

  @Test
  @DisplayName("[V3] guessing is stopped, and comes back with time")
  void throttled() {
    Client guesser = world.stranger();
    for (int i = 0; i < 10; i++) {
      guesser.signIn(email, "guess number " + i).is(401, "wrong-credentials");
    }
    Answer stopped = guesser.signIn(email.replace('h', 'H'), V1World.PASSWORD);
    stopped.is(429, "too-many-attempts");
    assertThat(stopped.raw().headers().firstValue("retry-after").orElseThrow()).isEqualTo("60");
    guesser.signIn("other@example.com", "guess").is(401);
    world.clock.advance(Duration.ofSeconds(61));
    guesser.signIn(email, V1World.PASSWORD).is(200);
  }

  @Test
  @DisplayName("[V3] people behind one address who sign in do not stop each other")
  void manyBehindOneAddress() {
    for (int i = 0; i < 60; i++) {
      world.stranger().signIn(email, V1World.PASSWORD).is(200);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javascript:alert(1)",
        " https://example.com",
        "data:text/html,x",
        "//example.com",
        "https://",
        "https://a b",
        "jAvAsCrIpT:x"
      })
  @DisplayName("the address of a page in a profile leads to a page")
  void profileUrl(String url) {
    client.patch("/v1/me", "{\"url\":\"" + url + "\"}").is(400, "parameter-invalid");
    client.patch("/v1/me", "{\"url\":\"HTTPS://example.com/燕?x#y\"}").is(200);
    client.patch("/v1/me", "{\"url\":\"\"}").is(200);
  }

  @Test
  @DisplayName("[V8] calls of one account are bounded over a time, and others go on")
  void calls() {
    try (V1World bounded = new V1World(ServerLimits.DEFAULT.withRates(0, 3, 0))) {
      OrganizationId organization = bounded.organization("Bounded");
      Client busy = bounded.person(organization, "busy");
      Client calm = bounded.person(organization, "calm");
      for (int i = 0; i < 3; i++) {
        busy.get("/v1/me").is(200);
      }
      Answer refused = busy.get("/v1/me").is(429, "rate-limited");
      assertThat(refused.raw().headers().firstValue("retry-after")).hasValue("300");
      calm.get("/v1/me").is(200);
      bounded.clock.advance(Duration.ofMinutes(5));
      busy.get("/v1/me").is(200);
    }
  }

  @Test
  @DisplayName("[V3] passwords have 10 to 200 characters")
  void passwordBounds() {
    String wish = "{\"old\":\"a long enough password\",\"new\":\"%s\"}";
    client.put("/v1/me/password", wish.formatted("too short")).is(400, "parameter-invalid");
    client.put("/v1/me/password", wish.formatted("x".repeat(201))).is(400, "parameter-invalid");
    client.put("/v1/me/password", wish.formatted("\uD83D\uDC26".repeat(10))).is(200);
  }

  @Test
  @DisplayName("a session ends when it is not used for two weeks, and in use after ninety days")
  void expiry() {
    world.clock.advance(Duration.ofDays(13));
    client.get("/v1/me").is(200);
    world.clock.advance(Duration.ofDays(13));
    client.get("/v1/me").is(200);
    world.clock.advance(Duration.ofDays(14));
    client.get("/v1/me").is(401, "not-signed-in");
    client.signIn(email, V1World.PASSWORD).is(200);
    for (int day = 0; day < 80; day += 10) {
      world.clock.advance(Duration.ofDays(10));
      client.get("/v1/me").is(200);
    }
    world.clock.advance(Duration.ofDays(10));
    client.get("/v1/me").is(401, "not-signed-in");
  }

  @Test
  @DisplayName("signing out ends this session only, signing out everywhere every one")
  void signOut() {
    Client other = world.stranger();
    other.signIn(email, V1World.PASSWORD).is(200);
    other.delete("/v1/session").is(204);
    other.get("/v1/me").is(401);
    client.get("/v1/me").is(200);
    other.signIn(email, V1World.PASSWORD).is(200);
    client.delete("/v1/sessions").is(204);
    client.get("/v1/me").is(401);
    other.get("/v1/me").is(401);
  }

  @Test
  @DisplayName("changing the password ends the other sessions")
  void passwordEndsSessions() {
    Client other = world.stranger();
    other.signIn(email, V1World.PASSWORD).is(200);
    client.put("/v1/me/password", "{\"old\":\"wrong one\",\"new\":\"long enough, too\"}").is(401);
    String wish = "{\"old\":\"a long enough password\",\"new\":\"long enough, too\"}";
    client.keep(client.put("/v1/me/password", wish).is(200));
    client.get("/v1/me").is(200);
    other.get("/v1/me").is(401);
    other.signIn(email, V1World.PASSWORD).is(401);
    other.signIn(email, "long enough, too").is(200);
  }

  @Test
  @DisplayName("[V4] a repeated key has one effect and gets the first answer again")
  void repeated() {
    Client keyed = client.with("idempotency-key", "attempt 1");
    Answer first = keyed.post("/v1/rooms", "{\"name\":\"Once\"}").is(200);
    client.patch("/v1/rooms/" + first.number("room_id"), "{\"name\":\"Later\"}").is(200);
    assertThat(keyed.post("/v1/rooms", "{\"name\":\"Once\"}").is(200).body())
        .isEqualTo(first.body());
    assertThat(client.get("/v1/rooms").body().get("rooms")).hasSize(2);
  }

  @Test
  @DisplayName("[V4] what was deleted under a key is deleted once, and so it is told again")
  void repeatedDelete() {
    int category =
        client.post("/v1/categories", "{\"name\":\"Mine\"}").is(200).number("category_id");
    Client keyed = client.with("idempotency-key", "delete");
    keyed.delete("/v1/categories/" + category).is(204);
    keyed.delete("/v1/categories/" + category).is(204);
    client.delete("/v1/categories/" + category).is(404, "category-not-found");
  }

  @Test
  @DisplayName("[V4] without its kept answer a repeated key still has one effect")
  void repeatedWithoutAnswer() {
    Client keyed = client.with("idempotency-key", "message");
    int room = client.post("/v1/rooms", "{\"name\":\"Room\"}").is(200).number("room_id");
    String path = "/v1/rooms/" + room + "/messages";
    Answer first = keyed.post(path, "{\"body\":\"Once\"}").is(200);
    world.clock.advance(Duration.ofDays(2));
    assertThat(keyed.post(path, "{\"body\":\"Once\"}").is(200).body()).isEqualTo(first.body());
  }

  @Test
  @DisplayName("[V4] without its kept answer a key is still not taken for another request")
  void misusedWithoutAnswer() {
    int room = client.post("/v1/rooms", "{\"name\":\"Room\"}").is(200).number("room_id");
    String path = "/v1/rooms/" + room + "/messages";
    int other = client.post(path, "{\"body\":\"Other\"}").is(200).number("sequence");
    Client keyed = client.with("idempotency-key", "message");
    keyed.post(path, "{\"body\":\"Once\"}").is(200);
    world.clock.advance(Duration.ofDays(2));
    keyed.post(path, "{\"body\":\"Twice\"}").is(422, "idempotency-key-reused");
    keyed
        .post("/v1/rooms/" + room + "/tasks", "{\"body\":\"x\",\"assignee_ids\":[]}")
        .is(422, "idempotency-key-reused");
    keyed.put("/v1/rooms/" + room + "/unread", "{\"sequence\":" + other + "}").is(422);
  }

  @Test
  @DisplayName("[V4] a key is not taken for another request, and is refused where it is none")
  void keyMisused() {
    Client keyed = client.with("idempotency-key", "attempt 1");
    keyed.post("/v1/rooms", "{\"name\":\"One\"}").is(200);
    keyed.post("/v1/rooms", "{\"name\":\"Two\"}").is(422, "idempotency-key-reused");
    client
        .with("idempotency-key", "x".repeat(129))
        .post("/v1/rooms", "{\"name\":\"One\"}")
        .is(400, "idempotency-key-invalid");
  }

  @Test
  @DisplayName("[V4] a secret is shown once only")
  void shownOnce() {
    Client keyed = client.with("idempotency-key", "token");
    keyed.post("/v1/me/api-tokens").is(200);
    keyed.post("/v1/me/api-tokens").is(409, "shown-once");
    keyed.post("/v1/rooms", "{\"name\":\"One\"}").is(422, "idempotency-key-reused");
  }

  @Test
  @DisplayName("a body is read strictly, and what is wrong with it is named")
  void strict() {
    wrong("{\"name\":\"x\",\"colour\":\"red\"}", "colour");
    wrong("{\"name\":7}", "name");
    wrong("{\"name\":\"\"}", "name");
    wrong("{}", "name");
    wrong("{\"name\":\"x\",\"member_ids\":[\"7\"]}", "member_ids");
    wrong("{\"name\":\"x\",\"member_ids\":[0]}", "member_ids");
    wrong("{\"name\":\"x\",\"link\":{\"open\":true}}", "link.open");
    wrong("{\"name\":\"x\",\"icon\":\"dragon\"}", "icon");
    client.post("/v1/rooms", "{\"name\":\"x\",\"name\":\"y\"}").is(400, "invalid-json");
    client.post("/v1/rooms", "{\"name\":\"x\"} {}").is(400, "invalid-json");
    client.post("/v1/rooms", "[]").is(400, "bad-request");
    client.post("/v1/rooms", "").is(400);
    client.with("x-none", "1").send("POST", "/v1/rooms", null).is(415, "unsupported-media-type");
  }

  private void wrong(String body, String field) {
    Answer answer = client.post("/v1/rooms", body).is(400);
    assertThat(answer.text("field")).isEqualTo(field);
  }
}
