package io.tsubame.server.v2;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsubame.domain.OrganizationId;
import io.tsubame.server.Caller;
import io.tsubame.server.Caller.Reply;
import io.tsubame.server.Person;
import io.tsubame.server.TestServer;
import io.tsubame.server.TsubameExtension;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// An Idempotency-Key that was used is refused for any other request, whichever API it comes by,
/// and never answered as if that were done.
@ExtendWith(TsubameExtension.class)
final class ReusedKeysTest {
  private static final String KEY = "attempt";

  private final TestServer server;
  private final Person ann;
  private final String rooms = "/rooms/";
  private final String path;

  ReusedKeysTest(TestServer server) {
    this.server = server;
    OrganizationId swift = server.organization("Swift");
    ann = server.person("Ann", swift);
    path = rooms + Rooms.create(ann, "Plans");
  }

  private String other;

  @BeforeEach
  void use() {
    other = ann.api().post(path + "/messages", "body", "other").json().get("message_id").asText();
    assertThat(keyed("POST", path + "/messages", "body=one").status()).isEqualTo(200);
  }

  @Test
  @DisplayName("[A10] a key of a message is refused for another text")
  void otherText() {
    refused("POST", path + "/messages", "body=two");
  }

  @Test
  @DisplayName("[A10] a key of a message is refused for what changes another one")
  void otherMessage() {
    refused("PUT", path + "/messages/" + other, "body=changed");
    refused("DELETE", path + "/messages/" + other, "");
    assertThat(ann.api().get(path + "/messages/" + other).json().get("body").asText())
        .isEqualTo("other");
  }

  @Test
  @DisplayName("[A10] a key of a message is refused for every other operation")
  void otherOperation() {
    refused("POST", "/rooms", "name=x&members_admin_ids=" + ann.number());
    refused("PUT", path, "name=renamed");
    refused("POST", path + "/tasks", "body=x&to_ids=" + ann.number());
    refused("PUT", path + "/messages/read", "");
    refused("PUT", path + "/members", "members_admin_ids=" + ann.number());
    refused("POST", path + "/link", "");
    refused("DELETE", path, "action_type=delete");
    assertThat(ann.api().get(path).json().get("name").asText()).isEqualTo("Plans");
    assertThat(ann.api().get("/rooms").json()).hasSize(2);
  }

  @Test
  @DisplayName("[A10] a key has no second effect in another room")
  void otherRoom() {
    String elsewhere = rooms + Rooms.create(ann, "Elsewhere");
    refused("POST", elsewhere + "/messages", "body=one");
    assertThat(ann.api().get(elsewhere + "/messages?force=1").text()).doesNotContain("\"one\"");
  }

  @Test
  @DisplayName("[A10] a key of one API is refused by the other")
  void otherApi() {
    assertThat(own("POST", path + "/messages", "{\"body\":\"one\"}").statusCode()).isEqualTo(422);
    String tasks = "{\"body\":\"x\",\"assignee_ids\":[" + ann.number() + "]}";
    assertThat(own("POST", path + "/tasks", tasks).statusCode()).isEqualTo(422);
    assertThat(own("PATCH", "/me", "{\"name\":\"Bob\"}").statusCode()).isEqualTo(422);
  }

  @Test
  @DisplayName("[A10] what was repeated gets the first answer, with the headers of its own call")
  void repeated() {
    Reply first = keyed("DELETE", path + "/messages/" + other, "", "another");
    Reply again = keyed("DELETE", path + "/messages/" + other, "", "another");
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.text()).isEqualTo(first.text());
    assertThat(again.header("x-ratelimit-limit")).isNotEmpty();
  }

  private void refused(String method, String target, String form) {
    Reply reply = keyed(method, target, form);
    assertThat(reply.status()).as(method + " " + target + " " + reply.text()).isEqualTo(422);
    assertThat(reply.error()).isEqualTo("The Idempotency-Key was used for another request");
    assertThat(reply.header("x-ratelimit-limit")).isNotEmpty();
  }

  private Reply keyed(String method, String target, String form) {
    return keyed(method, target, form, KEY);
  }

  private Reply keyed(String method, String target, String form, String key) {
    List<String> headers = new ArrayList<>(Caller.FORM);
    headers.addAll(List.of("Idempotency-Key", key));
    return ann.api().send(method, target, BodyPublishers.ofString(form), headers);
  }

  private HttpResponse<String> own(String method, String target, String json) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.url() + "/v1" + target))
            .method(method, BodyPublishers.ofString(json))
            .header("content-type", "application/json")
            .header("x-chatworktoken", ann.api().token())
            .header("idempotency-key", KEY)
            .build();
    try (HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }
}
