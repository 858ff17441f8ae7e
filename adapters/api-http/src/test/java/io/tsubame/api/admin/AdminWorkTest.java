package io.tsubame.api.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.server.Server;
import io.tsubame.api.admin.AdminWork.ProgressSink;
import io.tsubame.api.admin.AdminWork.Refused;
import io.tsubame.application.Unavailable;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class AdminWorkTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String SECRET = "a secret";

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Semaphore begun = new Semaphore(0);
  private final Semaphore mayEnd = new Semaphore(0);
  private Server server;

  @BeforeEach
  void start() {
    server =
        Server.builder()
            .http(0)
            .service("/work", new AdminWork(SECRET, "import", this::work))
            .build();
    server.start().join();
  }

  @AfterEach
  void stop() {
    mayEnd.release(100);
    http.close();
    server.close();
  }

  private ObjectNode work(JsonNode wish, ProgressSink progress)
      throws Refused, InterruptedException {
    switch (wish.path("do").asText()) {
      case "refuse" -> throw new Refused("export.zip: The archive is no zip");
      case "fail" -> throw new Unavailable("the disk is full");
      case "break" -> throw new IllegalStateException("at some place");
      default -> {}
    }
    progress.reached("Importing people", 0, 2);
    begun.release();
    mayEnd.acquire();
    return JSON.createObjectNode().put("people", 2);
  }

  @Test
  @DisplayName("the answer is progress, and last the report")
  void report() throws Exception {
    mayEnd.release();
    assertThat(lines("{}"))
        .containsExactly(
            "{\"stage\":\"Importing people\",\"done\":0,\"total\":2}",
            "{\"report\":{\"people\":2}}");
  }

  @Test
  @DisplayName("one at a time: a second one is told so, and may come when the first is done")
  void oneAtATime() throws Exception {
    CompletableFuture<HttpResponse<String>> first =
        http.sendAsync(request("Bearer " + SECRET, "{}"), BodyHandlers.ofString());
    begun.acquire();
    assertThat(lines("{}"))
        .containsExactly("{\"fault\":\"Another import is under way; try again when it is done\"}");
    mayEnd.release(2);
    assertThat(first.join().body()).contains("{\"report\":");
    assertThat(lines("{}")).last().asString().startsWith("{\"report\":");
  }

  @Test
  @DisplayName("what goes wrong is told in words, without what only the log may tell")
  void faults() throws Exception {
    assertThat(lines("{\"do\":\"refuse\"}"))
        .containsExactly("{\"fault\":\"export.zip: The archive is no zip\"}");
    assertThat(lines("{\"do\":\"fail\"}")).containsExactly("{\"fault\":\"the disk is full\"}");
    assertThat(lines("{\"do\":\"break\"}"))
        .containsExactly("{\"fault\":\"It failed; the server's log tells more\"}");
    assertThat(lines("{")).containsExactly("{\"fault\":\"The body is not well-formed JSON\"}");
  }

  @Test
  @DisplayName("without the secret it is not there")
  void secret() throws Exception {
    assertThat(send("Bearer guess", "{}").statusCode()).isEqualTo(404);
    assertThat(send("", "{}").statusCode()).isEqualTo(404);
    assertThat(begun.availablePermits()).isZero();
  }

  private List<String> lines(String wish) throws IOException, InterruptedException {
    HttpResponse<String> answer = send("Bearer " + SECRET, wish);
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.body().lines().toList();
  }

  private HttpResponse<String> send(String authorization, String wish)
      throws IOException, InterruptedException {
    return http.send(request(authorization, wish), BodyHandlers.ofString());
  }

  private HttpRequest request(String authorization, String wish) {
    return HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + server.activeLocalPort() + "/work"))
        .header("authorization", authorization)
        .timeout(Duration.ofMinutes(1))
        .POST(BodyPublishers.ofString(wish))
        .build();
  }
}
