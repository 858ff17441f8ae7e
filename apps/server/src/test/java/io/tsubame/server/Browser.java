package io.tsubame.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// Calls `/v1` of one server, with the cookie of a session or a token, and its live stream.
///
/// @param headers sent with each call
record Browser(String url, Map<String, String> headers) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final int PATIENCE_SECONDS = 30;

  static Browser of(TestServer server) {
    return new Browser(server.url(), Map.of());
  }

  static Browser of(TestServer server, Person person) {
    return new Browser(server.url(), Map.of("x-chatworktoken", person.api().token()));
  }

  /// The same person at another server.
  Browser at(TestServer server) {
    return new Browser(server.url(), headers);
  }

  /// With the session that the answer opened.
  Browser with(HttpResponse<String> answer) {
    String cookie = answer.headers().firstValue("set-cookie").orElseThrow().split(";", 2)[0];
    String token = json(answer).get("csrf_token").textValue();
    return new Browser(url, Map.of("cookie", cookie, "x-tsubame-csrf", token));
  }

  JsonNode get(String path) {
    return json(send("GET", path, ""));
  }

  JsonNode post(String path, String body) {
    return json(send("POST", path, body));
  }

  /// @param body empty for none
  HttpResponse<String> send(String method, String path, String body, String... more) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path));
    headers.forEach(request::header);
    if (more.length > 0) {
      request.headers(more);
    }
    if (body.isEmpty()) {
      request.method(method, BodyPublishers.noBody());
    } else {
      request.header("content-type", "application/json");
      request.method(method, BodyPublishers.ofString(body));
    }
    try {
      return HTTP.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(method + " " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  static JsonNode json(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
    try {
      return JSON.readTree(answer.body().isEmpty() ? "{}" : answer.body());
    } catch (JsonProcessingException e) {
      throw new AssertionError("no JSON: " + answer.body(), e);
    }
  }

  /// Connects to the live stream, and returns when the server has said hello.
  Live live() {
    Live live = new Live();
    WebSocket.Builder builder = HTTP.newWebSocketBuilder();
    headers.forEach(builder::header);
    builder.header("origin", url);
    live.socket =
        builder.buildAsync(URI.create(url.replace("http:", "ws:") + "/v1/stream"), live).join();
    JsonNode _ = live.takeUntil(frame -> frame.path("type").asText().equals("hello"));
    return live;
  }

  /// A connection to the live stream.
  static final class Live implements WebSocket.Listener, AutoCloseable {
    private final BlockingQueue<JsonNode> frames = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder text = new StringBuilder();
    private WebSocket socket;

    /// The first frame from now on that fits.
    JsonNode takeUntil(Predicate<JsonNode> wanted) {
      try {
        while (true) {
          JsonNode frame = frames.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
          assertThat(frame).as("a frame; closed with %s", closed.getNow(null)).isNotNull();
          if (wanted.test(frame)) {
            return frame;
          }
        }
      } catch (InterruptedException interrupt) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", interrupt);
      }
    }

    /// The code with which the connection was closed; waits for it.
    int closeCode() {
      return closed.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        try {
          frames.add(JSON.readTree(text.toString()));
        } catch (JsonProcessingException broken) {
          closed.completeExceptionally(broken);
        }
        text.setLength(0);
      }
      from.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      closed.complete(code);
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable failure) {
      closed.complete(0);
    }

    @Override
    public void close() {
      socket.abort();
    }
  }
}
