package io.tsubame.server.v2;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsubame.server.Caller;
import io.tsubame.server.Caller.Reply;
import io.tsubame.server.Person;
import io.tsubame.server.TestServer;
import io.tsubame.server.TsubameExtension;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Nothing that a client sends is a fault of the server: every answer is a clear 4xx, and the
/// server goes on.
@ExtendWith(TsubameExtension.class)
final class HostileInputTest {
  private static final List<String> IDS =
      List.of(
          "0",
          "-1",
          "2147483648",
          "99999999999999999999999",
          "abc",
          "1.5",
          "1e9",
          "%00",
          "%20",
          "%2e%2e",
          "%E7%87%95",
          "%ED%A0%80",
          "%EF%BC%91",
          "1;2",
          "1,2",
          "null",
          "'%20OR%201=1--",
          "%3Cscript%3E",
          "x".repeat(2_000));

  private static final List<List<String>> OPERATIONS =
      List.of(
          List.of("GET", "/rooms/{}"),
          List.of("PUT", "/rooms/{}"),
          List.of("DELETE", "/rooms/{}"),
          List.of("GET", "/rooms/{}/members"),
          List.of("PUT", "/rooms/{}/members"),
          List.of("GET", "/rooms/{}/messages"),
          List.of("POST", "/rooms/{}/messages"),
          List.of("PUT", "/rooms/{}/messages/read"),
          List.of("PUT", "/rooms/{}/messages/unread"),
          List.of("GET", "/rooms/{}/messages/1"),
          List.of("GET", "/rooms/{room}/messages/{}"),
          List.of("PUT", "/rooms/{room}/messages/{}"),
          List.of("DELETE", "/rooms/{room}/messages/{}"),
          List.of("GET", "/rooms/{}/tasks"),
          List.of("POST", "/rooms/{}/tasks"),
          List.of("GET", "/rooms/{room}/tasks/{}"),
          List.of("PUT", "/rooms/{room}/tasks/{}/status"),
          List.of("GET", "/rooms/{}/link"),
          List.of("POST", "/rooms/{}/link"),
          List.of("PUT", "/rooms/{}/link"),
          List.of("DELETE", "/rooms/{}/link"),
          List.of("PUT", "/incoming_requests/{}"),
          List.of("DELETE", "/incoming_requests/{}"),
          List.of("PUT", "/incoming_requests/{}/accept"),
          List.of("DELETE", "/incoming_requests/{}/reject"));

  private final TestServer server;
  private final Person ann;

  HostileInputTest(TestServer server) {
    this.server = server;
    ann = server.person("Ann", server.organization("Swift"));
  }

  static Stream<Arguments> operations() {
    return OPERATIONS.stream().map(one -> Arguments.of(one.get(0), one.get(1)));
  }

  @ParameterizedTest(name = "[A20] {0} {1} refuses every id that is none")
  @MethodSource("operations")
  void ids(String method, String template) {
    for (String id : IDS) {
      String path = template.replace("{room}", ann.myRoom().toString()).replace("{}", id);
      Reply reply =
          ann.api()
              .call(
                  method,
                  path,
                  "body",
                  "x",
                  "to_ids",
                  ann.number(),
                  "action_type",
                  "leave",
                  "members_admin_ids",
                  ann.number(),
                  "message_id",
                  "1");
      assertThat(reply.status()).as(method + " " + path + ": " + reply.text()).isBetween(400, 499);
      assertThat(reply.text()).containsAnyOf("{\"errors\":[\"", "\"title\":\"");
    }
  }

  @ParameterizedTest(name = "[A3] GET {0} answers 400")
  @ValueSource(
      strings = {
        "/messages?force=2",
        "/messages?force=%ff",
        "/messages?force=%ED%A0%80",
        "/messages?force=1&force=1",
        "/messages?force=1&message_id=x",
        "/messages?force=1&message_id=-1",
        "/messages?force=1&message_id=99999999999999999999",
        "/messages?%ff=1",
        "/tasks?status=",
        "/tasks?account_id=0",
        "/tasks?account_id=2147483648",
        "/tasks?assigned_by_account_id=x",
        "/tasks?status=open&status=done"
      })
  void queries(String query) {
    int status = ann.api().get("/rooms/" + ann.myRoom() + query).status();
    assertThat(status).isIn(400, query.equals("/tasks?status=") ? 204 : 400);
  }

  @ParameterizedTest(name = "[A2] the body {0} answers 400")
  @ValueSource(
      strings = {
        "body=%",
        "body=%zz",
        "body=%ff%fe",
        "body=%ED%A0%80",
        "%ff=x&body=y",
        "body=a&body=b"
      })
  void brokenForms(String form) {
    assertThat(post(form.getBytes(StandardCharsets.UTF_8), Caller.FORM).status()).isEqualTo(400);
  }

  @Test
  @DisplayName("[A2] bytes that are no UTF-8 and types that are no form are refused")
  void brokenBytes() {
    byte[] bytes = {'b', 'o', 'd', 'y', '=', (byte) 0xff, (byte) 0xc0};
    assertThat(post(bytes, Caller.FORM).status()).isEqualTo(400);
    byte[] json = "{\"body\":\"x\"}".getBytes(StandardCharsets.UTF_8);
    assertThat(post(json, List.of("content-type", "application/json")).status()).isEqualTo(415);
    assertThat(post(json, List.of("content-type", "multipart/form-data")).status()).isEqualTo(400);
    assertThat(post(json, List.of("content-type", "multipart/form-data; boundary=y")).status())
        .isEqualTo(400);
    assertThat(post(json, List.of("content-type", "; ; ;")).status()).isBetween(400, 415);
  }

  @Test
  @DisplayName("[A2] a body of more than a megabyte answers 413")
  void hugeBody() {
    byte[] huge = ("body=" + "x".repeat(1_100_000)).getBytes(StandardCharsets.UTF_8);
    assertThat(post(huge, Caller.FORM).status()).isEqualTo(413);
  }

  @Test
  @DisplayName("[A21] absurdly long lists are refused")
  void longLists() {
    String ids = "1,".repeat(30_000) + ann.number();
    String other =
        IntStream.rangeClosed(1, 25_000)
            .mapToObj(Integer::toString)
            .collect(Collectors.joining(","));
    String room = "/rooms/" + Rooms.create(ann, "Plans");
    for (String list : List.of(ids, other)) {
      assertThat(ann.api().post(room + "/tasks", "body", "x", "to_ids", list).status())
          .isEqualTo(400);
      assertThat(ann.api().put(room + "/members", "members_admin_ids", list).status())
          .isEqualTo(400);
      assertThat(ann.api().post("/rooms", "name", "x", "members_admin_ids", list).status())
          .isEqualTo(400);
    }
  }

  @Test
  @DisplayName("[A20] a room far away from any shard's rooms is as absent as any other")
  void absentRooms() {
    for (String id : List.of("1", "63", "64", "65", "2147483647")) {
      assertThat(ann.api().get("/rooms/" + id).error())
          .isEqualTo("You don't have permission to get this room");
      assertThat(ann.api().post("/rooms/" + id + "/messages", "body", "x").status()).isEqualTo(403);
      assertThat(ann.api().post("/rooms/" + id + "/link").status()).isEqualTo(403);
      assertThat(ann.api().delete("/rooms/" + id, "action_type", "delete").status()).isEqualTo(403);
    }
  }

  @ParameterizedTest(name = "[H12] the head {0} is no fault of the server")
  @ValueSource(
      strings = {
        "POST /v2/rooms HTTP/1.1\r\ncontent-length: -1",
        "POST /v2/rooms HTTP/1.1\r\ncontent-length: 99999999999999999999",
        "POST /v2/rooms HTTP/1.1\r\ncontent-length: 5\r\ncontent-length: 6",
        "GET /v2/me?%zz HTTP/1.1",
        "GET /v2/me#fragment HTTP/1.1",
        "GET http://example.com/v2/me HTTP/1.1",
        "GET * HTTP/1.1",
        "CONNECT example.com:80 HTTP/1.1",
        "TRACE /v2/me HTTP/1.1",
        "GET /v2/me HTTP/1.1\r\nx-chatworktoken: \u0001"
      })
  void heads(String head) throws IOException {
    String request = head + "\r\nhost: localhost\r\nconnection: close\r\n\r\n";
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer).startsWith("HTTP/1.1 4").doesNotContain("Exception", "\tat ");
    }
  }

  private Reply post(byte[] body, List<String> headers) {
    String path = "/rooms/" + ann.myRoom() + "/messages";
    return ann.api().send("POST", path, BodyPublishers.ofByteArray(body), headers);
  }
}
