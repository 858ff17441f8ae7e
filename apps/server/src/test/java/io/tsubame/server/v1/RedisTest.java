package io.tsubame.server.v1;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tsubame.api.ServerLimits;
import io.tsubame.server.ServerSettings;
import io.tsubame.server.TestServer;
import io.tsubame.sessions.redis.RedisConfig;
import io.tsubame.testkit.redis.RedisServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A whole server whose sessions and limits lie on Redis.
final class RedisTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final JsonMapper JSON = new JsonMapper();
  private static final String PASSWORD = "a long enough password";

  @TempDir private Path directory;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private RedisServer redis;
  private TestServer server;

  /// A browser and whoever signed in there.
  private final class Browser {
    private String cookie = "";
    private String csrfToken = "";

    HttpResponse<String> send(String method, String path, String body, String... headers) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(server.url() + path))
              .header("content-type", "application/json")
              .method(method, BodyPublishers.ofString(body));
      if (!cookie.isEmpty()) {
        request.header("cookie", cookie).header("x-tsubame-csrf", csrfToken);
      }
      if (headers.length > 0) {
        request.headers(headers);
      }
      try {
        return http.send(request.build(), BodyHandlers.ofString());
      } catch (IOException e) {
        throw new AssertionError(method + " " + path, e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted", e);
      }
    }

    int status(String method, String path, String body) {
      return send(method, path, body).statusCode();
    }

    HttpResponse<String> tryToSignIn(String password) {
      return send(
          "POST",
          "/v1/session",
          "{\"email\":\"hanako@example.com\",\"password\":\"" + password + "\"}");
    }

    Browser signedIn() {
      return keep(tryToSignIn(PASSWORD));
    }

    Browser keep(HttpResponse<String> answer) {
      cookie = answer.headers().firstValue("set-cookie").orElseThrow().replaceFirst(";.*", "");
      csrfToken = json(answer).get("csrf_token").textValue();
      return this;
    }
  }

  @BeforeEach
  void start() throws IOException {
    redis = RedisServer.start(directory);
    server = new TestServer(unforgiving(), onRedis());
    Browser first = new Browser();
    first.keep(
        first.send(
            "POST",
            "/v1/setup",
            """
            {"organization":"Tsubame","name":"Hanako","email":"hanako@example.com",
             "password":"a long enough password"}\
            """));
  }

  @AfterEach
  void stop() {
    http.close();
    server.close();
    redis.close();
  }

  /// A try that is taken does not come back while a test runs, however slowly.
  private static ServerLimits unforgiving() {
    ServerLimits usual = ServerLimits.DEFAULT;
    return new ServerLimits(
        usual.connections(),
        usual.requestsInFlight(),
        usual.bufferedKilobytes(),
        usual.answeredKilobytes(),
        usual.bodyTimeout(),
        usual.requestTimeout(),
        usual.callsPerWindow(),
        usual.clientCallsPerWindow(),
        usual.callWindow(),
        usual.postsPerWindow(),
        usual.postWindow(),
        usual.cachedTokens(),
        usual.countedAccounts(),
        usual.pageEntries(),
        usual.signInTries(),
        Duration.ofHours(1));
  }

  private UnaryOperator<ServerSettings> onRedis() {
    RedisConfig usual = RedisConfig.DEFAULT;
    RedisConfig place =
        new RedisConfig(
            redis.address(),
            usual.namespace(),
            Path.of("none"),
            Path.of("none"),
            usual.connections(),
            usual.answer(),
            usual.replicas(),
            usual.maxEntries());
    return settings -> settings.with(settings.sessions().on(place));
  }

  private static JsonNode json(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    try {
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new AssertionError("no JSON: " + answer.body(), e);
    }
  }

  @Test
  @DisplayName("[SS12] [RL6] while Redis is down, signed-in people stay in and work goes on")
  void outage() throws IOException {
    Browser browser = new Browser().signedIn();
    int room =
        json(browser.send("POST", "/v1/rooms", "{\"name\":\"P\"}")).get("room_id").intValue();
    redis.kill();

    String messages = "/v1/rooms/" + room + "/messages";
    for (int number = 1; number <= 20; number++) {
      HttpResponse<String> posted =
          browser.send(
              "POST", messages, "{\"body\":\"m" + number + "\"}", "idempotency-key", "k" + number);
      assertThat(posted.statusCode()).as(posted.body()).isEqualTo(200);
    }
    HttpResponse<String> again =
        browser.send("POST", messages, "{\"body\":\"m20\"}", "idempotency-key", "k20");
    assertThat(again.statusCode()).as(again.body()).isEqualTo(200);
    assertThat(json(browser.send("GET", messages, "")).get("messages"))
        .filteredOn(message -> message.get("body").textValue().equals("m20"))
        .hasSize(1);
    assertThat(new Browser().status("GET", "/v1/me", "")).isEqualTo(401);
    HttpResponse<String> stranger = new Browser().tryToSignIn(PASSWORD);
    assertThat(stranger.statusCode()).isEqualTo(503);
    assertThat(browser.status("GET", "/health/ready", "")).isEqualTo(200);
    assertThat(browser.send("GET", "/metrics", "").body())
        .contains("tsubame_redis_away 1")
        .contains("tsubame_redis_remembered_total");

    redis.run();
    awaitSignIn();
    assertThat(browser.status("GET", "/v1/me", "")).isEqualTo(200);
  }

  @Test
  @DisplayName("[SS13] signing out while Redis is down says that it failed, and is heard later")
  void signOut() throws IOException {
    Browser browser = new Browser().signedIn();
    assertThat(browser.status("GET", "/v1/me", "")).isEqualTo(200);
    redis.kill();
    assertThat(browser.status("DELETE", "/v1/session", "")).isEqualTo(503);
    assertThat(browser.status("GET", "/v1/me", "")).isEqualTo(503);
    redis.run();
    awaitSignIn();
    assertThat(browser.status("DELETE", "/v1/session", "")).isEqualTo(204);
    assertThat(browser.status("GET", "/v1/me", "")).isEqualTo(401);
    redis.kill();
    redis.run();
    awaitSignIn();
    assertThat(browser.status("GET", "/v1/me", "")).isEqualTo(401);
  }

  @Test
  @DisplayName("[V3] a password is not changed where sessions cannot be ended; else all are")
  void password() throws IOException {
    Browser browser = new Browser().signedIn();
    Browser other = new Browser().signedIn();
    String change = "{\"old\":\"" + PASSWORD + "\",\"new\":\"another long password\"}";
    redis.kill();
    assertThat(browser.status("PUT", "/v1/me/password", change)).isEqualTo(503);
    redis.run();
    awaitSignIn();
    browser.keep(browser.send("PUT", "/v1/me/password", change));
    assertThat(browser.status("GET", "/v1/me", "")).isEqualTo(200);
    assertThat(other.status("GET", "/v1/me", "")).isEqualTo(401);
    assertThat(new Browser().tryToSignIn(PASSWORD).statusCode()).isEqualTo(401);
  }

  @Test
  @DisplayName("[RL3] [RL6] guessing is counted by all servers on a Redis, and by each alone")
  void guessing() throws IOException {
    for (int i = 0; i < 10; i++) {
      assertThat(new Browser().tryToSignIn("guess number " + i).statusCode()).isEqualTo(401);
    }
    assertThat(new Browser().tryToSignIn(PASSWORD).statusCode()).isEqualTo(429);
    server.restart(onRedis());
    assertThat(new Browser().tryToSignIn(PASSWORD).statusCode()).isEqualTo(429);
    redis.kill();
    for (int i = 0; i < 10; i++) {
      assertThat(new Browser().tryToSignIn("guess number " + i).statusCode()).isEqualTo(401);
    }
    assertThat(new Browser().tryToSignIn("one more guess").statusCode()).isEqualTo(429);
  }

  private void awaitSignIn() {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (new Browser().tryToSignIn(PASSWORD).statusCode() != 200) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      LockSupport.parkNanos(20_000_000);
    }
  }
}
