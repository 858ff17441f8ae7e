package io.tsubame.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Somebody who searches.
final class SearchClient implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final String url;
  private final String token;

  SearchClient(int port, String token) {
    this.url = "http://127.0.0.1:" + port;
    this.token = token;
  }

  static String path(String query, String more) {
    return "/v1/search/messages?q=" + URLEncoder.encode(query, StandardCharsets.UTF_8) + more;
  }

  JsonNode page(String query, String more) throws IOException, InterruptedException {
    return get(path(query, more));
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    HttpResponse<byte[]> response =
        http.send(
            HttpRequest.newBuilder(URI.create(url + path))
                .header("x-chatworktoken", token)
                .timeout(Duration.ofSeconds(60))
                .build(),
            HttpResponse.BodyHandlers.ofByteArray());
    if (response.statusCode() != 200) {
      throw new IOException(path + ": " + new String(response.body(), StandardCharsets.UTF_8));
    }
    return JSON.readTree(response.body());
  }

  /// Every hit on all pages, as message ids.
  List<String> all(String query) throws IOException, InterruptedException {
    List<String> found = new ArrayList<>();
    String cursor = "";
    while (true) {
      JsonNode page = page(query, "&limit=100" + cursor);
      page.path("hits").forEach(hit -> found.add(hit.at("/message/message_id").asText()));
      if (page.path("next").isNull()) {
        return found;
      }
      cursor = "&cursor=" + page.path("next").asText();
    }
  }

  /// What the server says of itself.
  double metric(String name) throws IOException, InterruptedException {
    HttpResponse<String> response =
        http.send(
            HttpRequest.newBuilder(URI.create(url + "/metrics")).build(),
            HttpResponse.BodyHandlers.ofString());
    return response
        .body()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length())))
        .findFirst()
        .orElseThrow(() -> new IOException("no metric " + name));
  }

  void post(int room, String text) throws IOException, InterruptedException {
    HttpResponse<Void> response =
        http.send(
            HttpRequest.newBuilder(URI.create(url + "/v1/rooms/" + room + "/messages"))
                .header("x-chatworktoken", token)
                .header("content-type", "application/json")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        JSON.createObjectNode().put("body", text).toString()))
                .build(),
            HttpResponse.BodyHandlers.discarding());
    if (response.statusCode() != 200) {
      throw new IOException("a post was answered with " + response.statusCode());
    }
  }

  /// Returns when the index is level with the log, with the seconds that it took.
  double awaitCurrent() throws IOException, InterruptedException {
    long begin = System.nanoTime();
    long shown = begin;
    while (true) {
      JsonNode index = page("tsubame", "&limit=1").path("index");
      if (index.path("state").asText().equals("current") && index.path("lag").asLong() == 0) {
        Thread.sleep(1_000);
        return (System.nanoTime() - begin) / 1e9 - 1;
      }
      if (System.nanoTime() - shown > 5_000_000_000L) {
        shown = System.nanoTime();
        System.err.println("index: " + index);
      }
      Thread.sleep(50);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
