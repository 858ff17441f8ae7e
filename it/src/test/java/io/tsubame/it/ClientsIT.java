package io.tsubame.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Published clients of the Chatwork API v2, unchanged but for the address that they call. What
/// each does is in `it/npm`.
final class ClientsIT {
  private static final Path NPM = ServerProcess.CHECKOUT.resolve("it/npm");

  @TempDir static Path folder;

  private static ServerProcess server;

  @BeforeAll
  static void start() throws Exception {
    install();
    server = ServerProcess.start(folder.resolve("data"));
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @ParameterizedTest(name = "{0} works by changing the base URL")
  @ValueSource(strings = {"api-client", "mcp-server"})
  void works(String client) throws Exception {
    Process process =
        new ProcessBuilder("node", client + ".mjs")
            .directory(NPM.toFile())
            .redirectErrorStream(true)
            .start();
    try (OutputStream scene = process.getOutputStream()) {
      scene.write(scene(client).toString().getBytes(StandardCharsets.UTF_8));
    }
    assertThat(ended(process)).isZero();
  }

  /// Somebody with a colleague and two requests from another organization.
  private static ObjectNode scene(String client) {
    Person owner = server.addAccount("Owner-" + client, "Company of " + client);
    Person colleague = server.addAccount("Colleague-" + client, "Company of " + client);
    List<Integer> requests = new ArrayList<>();
    for (String name : List.of("First-", "Second-")) {
      Person stranger = server.addAccount(name + client, "Elsewhere of " + client);
      String body = "{\"account_id\":" + owner.account() + ",\"message\":\"はじめまして\"}";
      JsonNode sent = server.as(stranger).post("/v1/contact-requests", body).expect(200);
      requests.add(sent.path("outgoing").path(0).path("request_id").asInt());
    }
    ObjectNode scene = Api.JSON.createObjectNode().put("url", server.url().toString());
    scene.set("owner", person(owner));
    scene.set("colleague", person(colleague));
    scene.set("requests", Api.JSON.valueToTree(requests));
    return scene;
  }

  private static ObjectNode person(Person person) {
    return Api.JSON
        .createObjectNode()
        .put("account", person.account())
        .put("room", person.myRoom())
        .put("email", person.email())
        .put("token", person.token());
  }

  /// Puts the packages of the lock file in place, where they are not.
  private static void install() throws Exception {
    Path installed = NPM.resolve("node_modules/.package-lock.json");
    Path lock = NPM.resolve("package-lock.json");
    if (Files.exists(installed)
        && Files.getLastModifiedTime(installed).compareTo(Files.getLastModifiedTime(lock)) >= 0) {
      return;
    }
    Process process =
        new ProcessBuilder("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
            .directory(NPM.toFile())
            .redirectErrorStream(true)
            .start();
    assertThat(ended(process)).isZero();
  }

  /// The exit code, with what the process said where it failed.
  private static int ended(Process process) throws IOException, InterruptedException {
    try {
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(said).isZero();
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }
}
