package io.tsubame.server.v1;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tsubame.api.ServerLimits;
import io.tsubame.server.TestServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// The own API on the whole server, from the first run on, as the web client uses it. Every single
/// operation is tested beside its adapter.
final class OwnApiTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final TestServer server = new TestServer(ServerLimits.DEFAULT);
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private String cookie = "";
  private String csrfToken = "";

  @AfterEach
  void stop() {
    http.close();
    server.close();
  }

  @Test
  @DisplayName("from nothing to a message, over a session")
  void firstDay() {
    assertThat(json(send("GET", "/v1/setup", null)).get("needed").booleanValue()).isTrue();
    keep(
        send(
            "POST",
            "/v1/setup",
            """
            {"organization":"Tsubame","name":"Hanako","email":"hanako@example.com",
             "password":"a long enough password"}\
            """));
    JsonNode room = json(send("POST", "/v1/rooms", "{\"name\":\"Project\"}"));
    String messages = "/v1/rooms/" + room.get("room_id").intValue() + "/messages";
    JsonNode posted = json(send("POST", messages, "{\"body\":\"Good morning\"}"));
    assertThat(json(send("GET", messages, null)).get("messages"))
        .extracting(message -> message.get("message_id"))
        .contains(posted.get("message_id"));
    keep(
        send(
            "POST",
            "/v1/session",
            "{\"email\":\"hanako@example.com\",\"password\":\"a long enough password\"}"));
    assertThat(json(send("GET", "/v1/rooms", null)).get("rooms")).hasSize(2);
    assertThat(send("DELETE", "/v1/session", null).statusCode()).isEqualTo(204);
    assertThat(send("GET", "/v1/me", null).statusCode()).isEqualTo(401);
  }

  @Test
  @DisplayName("the description is served, and people's pictures are where it is told")
  void reachable() {
    JsonNode description = json(send("GET", "/openapi.json", null));
    assertThat(description.get("paths").has("/v1/rooms/{room_id}/messages")).isTrue();
    JsonNode session =
        json(
            send(
                "POST",
                "/v1/setup",
                """
                {"organization":"Tsubame","name":"燕","email":"hanako@example.com",
                 "password":"a long enough password"}\
                """));
    String picture = session.get("account").get("avatar_url").textValue();
    assertThat(send("GET", picture, null).body()).startsWith("<svg");
  }

  private void keep(HttpResponse<String> answer) {
    cookie = answer.headers().firstValue("set-cookie").orElseThrow().replaceFirst(";.*", "");
    csrfToken = json(answer).get("csrf_token").textValue();
  }

  private static JsonNode json(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    try {
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new AssertionError("no JSON: " + answer.body(), e);
    }
  }

  /// @param body null for none
  private HttpResponse<String> send(String method, String path, String body) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url() + path));
    if (!cookie.isEmpty()) {
      request.header("cookie", cookie).header("x-tsubame-csrf", csrfToken);
    }
    if (body == null) {
      request.method(method, BodyPublishers.noBody());
    } else {
      request.header("content-type", "application/json");
      request.method(method, BodyPublishers.ofString(body));
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
}
