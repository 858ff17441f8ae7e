package io.tsubame.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tsubame.application.imports.ImportProgress;
import io.tsubame.application.imports.ImportProgress.Stage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.stream.Stream;

/// Lets the running server of the data directory import: only it may write there.
final class RemoteImport {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration CONNECT = Duration.ofSeconds(5);

  private RemoteImport() {}

  /// The server answered, and imported nothing.
  static final class Failed extends RuntimeException {
    private static final long serialVersionUID = 1;

    Failed(String why) {
      super(why);
    }
  }

  /// Whether the server is alive: one that was killed leaves its address behind.
  static boolean answers(Address server) {
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT).build()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(server.url() + "/health/live"))
              .timeout(CONNECT)
              .build();
      return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException _) {
      return false;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  static ObjectNode run(Address server, Path zip, String organization, ImportProgress progress)
      throws IOException, InterruptedException {
    ObjectNode wish =
        JSON.createObjectNode().put("file", zip.toString()).put("organization", organization);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.url() + ImportDoor.PATH))
            .header("content-type", "application/json")
            .header("authorization", "Bearer " + server.secret())
            .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(wish)))
            .build();
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT).build()) {
      HttpResponse<Stream<String>> response = client.send(request, BodyHandlers.ofLines());
      if (response.statusCode() != 200) {
        throw new Failed("The server refused with status " + response.statusCode());
      }
      try (Stream<String> lines = response.body()) {
        return report(lines.iterator(), progress);
      }
    }
  }

  private static ObjectNode report(Iterator<String> lines, ImportProgress progress)
      throws IOException {
    while (lines.hasNext()) {
      JsonNode line = JSON.readTree(lines.next());
      if (line.get("report") instanceof ObjectNode report) {
        return report;
      }
      if (line.has("fault")) {
        throw new Failed(line.path("fault").asText());
      }
      progress.reached(
          Stage.valueOf(line.path("stage").asText()),
          line.path("done").asLong(),
          line.path("all").asLong());
    }
    throw new IOException("the server ended without an answer");
  }
}
