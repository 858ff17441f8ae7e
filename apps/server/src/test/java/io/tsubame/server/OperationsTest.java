package io.tsubame.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tsubame.api.HttpSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The operator's commands against a running server, and what it tells of itself.
final class OperationsTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  @TempDir private static Path data;
  private static TsubameServer server;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void start() throws InterruptedException {
    server = TsubameServer.start(ServerSettings.in(data, HttpSettings.local(0)));
    server.awaitReady(_ -> {});
  }

  @AfterAll
  static void stop() {
    server.close();
    HTTP.close();
  }

  @Test
  @DisplayName("account add prints one JSON object, whose token lets the account in")
  void accountAdd() throws Exception {
    assertThat(
            run(
                "account",
                "add",
                "--data",
                data.toString(),
                "--name",
                "Ann",
                "--email",
                "ann@example.com",
                "--password",
                "correct horse",
                "--organization",
                "Acme"))
        .isZero();
    JsonNode account = JSON.readTree(out.toString());
    assertThat(account.fieldNames())
        .toIterable()
        .containsExactly("account_id", "room_id", "email", "api_token");
    assertThat(account.path("email").asText()).isEqualTo("ann@example.com");
    HttpResponse<String> me = get("/v2/me", account.path("api_token").asText());
    assertThat(me.statusCode()).isEqualTo(200);
    assertThat(JSON.readTree(me.body()).path("room_id")).isEqualTo(account.path("room_id"));
    assertThat(JSON.readTree(me.body()).path("organization_name").asText()).isEqualTo("Acme");
  }

  @Test
  @DisplayName("account add with an address that is taken prints why, and exits with 1")
  void accountTaken() {
    String[] command = {
      "account", "add", "--data", data.toString(), "--name", "Ben", "--email", "ben@example.com"
    };
    assertThat(run(command)).isZero();
    assertThat(run(command)).isEqualTo(1);
    assertThat(err.toString()).startsWith("The server refused: ").hasLineCount(1);
  }

  @Test
  @DisplayName("a command that needs a server says how to start one")
  void noServer(@TempDir Path nobody) {
    assertThat(
            run("account", "add", "--data", nobody.toString(), "--name", "A", "--email", "a@b.c"))
        .isEqualTo(1);
    assertThat(err.toString().strip())
        .isEqualTo(
            "No server runs on " + nobody + ". Start it with: bin/tsubame serve --data " + nobody);
    assertThat(run("verify", "--data", nobody.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("There is no data in " + nobody);
  }

  @Test
  @DisplayName("verify finds sound data, and rebuild makes views that verify as well")
  void upkeep() throws Exception {
    assertThat(run("account", "add", "--data", data.toString(), "--name", "C", "--email", "c@b.c"))
        .isZero();
    String token = JSON.readTree(out.toString()).path("api_token").asText();
    out.getBuffer().setLength(0);
    assertThat(run("verify", "--data", data.toString())).as("%s", err).isZero();
    JsonNode report = JSON.readTree(out.toString());
    assertThat(report.path("sound").asBoolean()).isTrue();
    assertThat(report.path("records").asLong()).isPositive();
    assertThat(report.path("rows").asLong()).isPositive();
    out.getBuffer().setLength(0);
    assertThat(run("rebuild", "--data", data.toString())).as("%s", err).isZero();
    assertThat(JSON.readTree(out.toString()).path("views").asText()).startsWith("views-");
    assertThat(get("/v2/me", token).statusCode()).isEqualTo(200);
    assertThat(run("verify", "--data", data.toString())).as("%s%s", out, err).isZero();
  }

  @Test
  @DisplayName("[IX3] rebuild search makes an index that finds what there is")
  void rebuildSearch() throws Exception {
    assertThat(run("account", "add", "--data", data.toString(), "--name", "S", "--email", "s@b.c"))
        .isZero();
    JsonNode account = JSON.readTree(out.toString());
    String token = account.path("api_token").asText();
    HttpRequest post =
        HttpRequest.newBuilder(uri("/v2/rooms/" + account.path("room_id").asInt() + "/messages"))
            .header("x-chatworktoken", token)
            .header("content-type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString("body=a+swallow+came"))
            .build();
    assertThat(HTTP.send(post, BodyHandlers.discarding()).statusCode()).isEqualTo(200);
    out.getBuffer().setLength(0);
    assertThat(run("rebuild", "search", "--data", data.toString())).as("%s", err).isZero();
    assertThat(JSON.readTree(out.toString()).path("documents").asLong()).isPositive();
    JsonNode found = JSON.readTree(get("/v1/search/messages?q=allow", token).body());
    assertThat(found.path("hits")).hasSize(1);
    assertThat(found.path("index").path("state").asText()).isEqualTo("current");
  }

  @Test
  @DisplayName("the operator's doors are not there without the secret")
  void secret() throws Exception {
    for (String path :
        List.of(
            "/v1/admin/accounts",
            Upkeep.VERIFY,
            Upkeep.REBUILD,
            Upkeep.REBUILD_SEARCH,
            Imports.SLACK)) {
      HttpRequest request =
          HttpRequest.newBuilder(uri(path))
              .header("authorization", "Bearer guess")
              .header("content-type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString("{}"))
              .build();
      assertThat(HTTP.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(404);
    }
  }

  @Test
  @DisplayName("it is ready, and its metrics tell of every part")
  void metrics() throws Exception {
    assertThat(get("/health/ready", "").statusCode()).isEqualTo(200);
    assertThat(get("/metrics", "").body())
        .contains(
            "tsubame_shard_serving 64.0",
            "tsubame_commands_total{result=\"accepted\"}",
            "tsubame_follower_lag{follower=",
            "tsubame_log_flushes_total",
            "tsubame_live_connections",
            "tsubame_live_coming",
            "jvm_memory_used_bytes",
            "process_files_open_files");
  }

  private static HttpResponse<String> get(String path, String token)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(uri(path))
            .header("x-chatworktoken", token)
            .timeout(Duration.ofSeconds(30))
            .build();
    return HTTP.send(request, BodyHandlers.ofString());
  }

  private static URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }

  private int run(String... args) {
    return Tsubame.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(args);
  }
}
