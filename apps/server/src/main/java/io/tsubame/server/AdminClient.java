package io.tsubame.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tsubame.api.admin.AdminWork.ProgressSink;
import io.tsubame.api.admin.AdminWork.Refused;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.stream.Stream;

/// The commands' way to the running server of a data directory: over the loopback interface, with
/// the secret that only who may read the directory knows.
final class AdminClient implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(30);
  private static final JsonMapper JSON = new JsonMapper();

  private final Address server;
  private final HttpClient http =
      HttpClient.newBuilder().version(Version.HTTP_1_1).connectTimeout(CONNECT).build();

  private AdminClient(Address server) {
    this.server = server;
  }

  /// The server of the directory; empty where none runs. One that was killed left its address.
  static Optional<AdminClient> of(Path data) throws InterruptedException {
    Optional<Address> address = Address.of(data);
    if (address.isEmpty()) {
      return Optional.empty();
    }
    AdminClient client = new AdminClient(address.get());
    if (client.isAlive()) {
      return Optional.of(client);
    }
    client.close();
    return Optional.empty();
  }

  /// @throws Refused with how to start one, where none runs
  static AdminClient require(Path data) throws Refused, InterruptedException {
    return of(data)
        .orElseThrow(() ->
            new Refused(
                "No server runs on " + data + ". Start it with: bin/tsubame serve --data " + data));
  }

  /// Sends a wish and returns the answer.
  JsonNode call(String path, ObjectNode wish) throws Refused, InterruptedException {
    HttpResponse<byte[]> response =
        send(post(path, wish).timeout(ANSWER).build(), BodyHandlers.ofByteArray());
    JsonNode content = parsed(response.body());
    if (response.statusCode() != 200) {
      String reason = content.path("detail").asText(content.path("title").asText("no reason"));
      throw new Refused("The server refused: " + reason);
    }
    return content;
  }

  /// Has a long work done, and returns its report.
  ObjectNode work(String path, ObjectNode wish, ProgressSink progress)
      throws Refused, InterruptedException {
    HttpResponse<Stream<String>> response = send(post(path, wish).build(), BodyHandlers.ofLines());
    try (Stream<String> lines = response.body()) {
      if (response.statusCode() != 200) {
        throw new Refused("The server refused with status " + response.statusCode());
      }
      return report(lines.iterator(), progress);
    } catch (UncheckedIOException broken) {
      throw new Refused("The server went away before it was done");
    }
  }

  @Override
  public void close() {
    http.close();
  }

  private static ObjectNode report(Iterator<String> lines, ProgressSink progress) throws Refused {
    while (lines.hasNext()) {
      JsonNode line = parsed(lines.next().getBytes(StandardCharsets.UTF_8));
      if (line.get("report") instanceof ObjectNode report) {
        return report;
      }
      if (line.has("fault")) {
        throw new Refused(line.path("fault").asText());
      }
      progress.reached(
          line.path("stage").asText(), line.path("done").asLong(), line.path("total").asLong());
    }
    throw new Refused("The server went away before it was done");
  }

  private boolean isAlive() throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.url() + "/health/live")).timeout(CONNECT).build();
    try {
      return send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (Refused _) {
      return false;
    }
  }

  private HttpRequest.Builder post(String path, ObjectNode wish) {
    return HttpRequest.newBuilder(URI.create(server.url() + path))
        .header("content-type", "application/json")
        .header("authorization", "Bearer " + server.secret())
        .POST(BodyPublishers.ofString(wish.toString()));
  }

  private <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler)
      throws Refused, InterruptedException {
    try {
      return http.send(request, handler);
    } catch (IOException failure) {
      throw new Refused("The server does not answer at " + server.url());
    }
  }

  private static JsonNode parsed(byte[] content) throws Refused {
    try {
      return JSON.readTree(content);
    } catch (IOException broken) {
      throw new Refused("The server answered what is no JSON");
    }
  }
}
