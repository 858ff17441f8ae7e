package io.tsubame.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// Calls of one person over HTTP: JSON below `/v1`, forms below `/v2`.
///
/// @param headers sent with each call
/// @param patience with an answer
record Api(URI server, Map<String, String> headers, Duration patience) {
  static final JsonMapper JSON = new JsonMapper();
  static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  Api(URI server, Map<String, String> headers) {
    this(server, headers, PATIENCE);
  }

  Api(URI server, Person person) {
    this(server, person.token().isEmpty() ? Map.of() : Map.of("x-chatworktoken", person.token()));
  }

  /// What came back.
  record Reply(int status, JsonNode body, HttpHeaders headers) {
    /// The body, where the status is the one that was expected.
    JsonNode expect(int expected) {
      assertThat(status).as("%s", body).isEqualTo(expected);
      return body;
    }
  }

  Api with(String header, String value) {
    Map<String, String> all = new HashMap<>(headers);
    all.put(header, value);
    return new Api(server, all, patience);
  }

  Api waiting(Duration time) {
    return new Api(server, headers, time);
  }

  /// The same with an idempotency key.
  Api keyed(String key) {
    return with("idempotency-key", key);
  }

  JsonNode get(String path) {
    return send("GET", path, "").expect(200);
  }

  Reply post(String path, String body) {
    return send("POST", path, body);
  }

  Reply put(String path, String body) {
    return send("PUT", path, body);
  }

  Reply patch(String path, String body) {
    return send("PATCH", path, body);
  }

  Reply delete(String path) {
    return send("DELETE", path, "");
  }

  /// @param body empty for none
  /// @throws UncheckedIOException where no answer comes
  Reply send(String method, String path, String body) {
    try {
      return attempt(method, path, body);
    } catch (IOException failure) {
      throw new UncheckedIOException(method + " " + path, failure);
    }
  }

  /// @throws IOException where no answer comes; then nobody knows what happened
  Reply attempt(String method, String path, String body) throws IOException {
    HttpRequest.Builder request = request(path);
    if (body.isEmpty()) {
      request.method(method, BodyPublishers.noBody());
    } else {
      boolean json = path.startsWith("/v1");
      request.header(
          "content-type", json ? "application/json" : "application/x-www-form-urlencoded");
      request.method(method, BodyPublishers.ofString(body));
    }
    return answer(request);
  }

  /// Sends a file in a form, as over `/v2`.
  Reply sendFile(String path, String name, String content) {
    String form =
        """
        --border\r
        content-disposition: form-data; name="file"; filename="%s"\r
        \r
        %s\r
        --border--\r
        """
            .formatted(name, content);
    HttpRequest.Builder request = request(path);
    request.header("content-type", "multipart/form-data; boundary=border");
    request.POST(BodyPublishers.ofString(form));
    try {
      return answer(request);
    } catch (IOException failure) {
      throw new UncheckedIOException("POST " + path, failure);
    }
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path)).timeout(patience);
    headers.forEach(request::header);
    return request;
  }

  private static Reply answer(HttpRequest.Builder request) throws IOException {
    try {
      HttpResponse<byte[]> answer = CLIENT.send(request.build(), BodyHandlers.ofByteArray());
      JsonNode content =
          answer.body().length == 0 ? MissingNode.getInstance() : JSON.readTree(answer.body());
      return new Reply(answer.statusCode(), content, answer.headers());
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", interrupt);
    }
  }
}
