package io.tsubame.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Calls `/v2` for one account over HTTP/1.1.
///
/// @param token empty for none
public record Caller(String url, String token) {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(Version.HTTP_1_1).build();
  private static final ObjectMapper JSON = new ObjectMapper();

  /// What came back.
  public record Reply(int status, String text, HttpResponse<String> raw) {
    public JsonNode json() {
      try {
        return JSON.readTree(text);
      } catch (JsonProcessingException e) {
        throw new AssertionError("not JSON: " + text, e);
      }
    }

    /// The first of the errors.
    public String error() {
      return json().path("errors").path(0).asText();
    }

    /// The header, empty where there is none.
    public String header(String name) {
      return raw.headers().firstValue(name).orElse("");
    }
  }

  public Reply get(String path) {
    return send("GET", path, BodyPublishers.noBody());
  }

  /// @param fields names and values in turn
  public Reply post(String path, String... fields) {
    return send("POST", path, form(fields), FORM);
  }

  public Reply put(String path, String... fields) {
    return send("PUT", path, form(fields), FORM);
  }

  public Reply delete(String path, String... fields) {
    return send("DELETE", path, form(fields), FORM);
  }

  /// @param fields of a form, names and values in turn
  public Reply call(String method, String path, String... fields) {
    return send(method, path, form(fields), FORM);
  }

  public static final List<String> FORM =
      List.of("content-type", "application/x-www-form-urlencoded");

  public Reply send(String method, String path, BodyPublisher body) {
    return send(method, path, body, List.of());
  }

  /// @param headers names and values in turn
  public Reply send(String method, String path, BodyPublisher body, List<String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + "/v2" + path)).method(method, body);
    if (!token.isEmpty()) {
      request.header("X-ChatWorkToken", token);
    }
    if (!headers.isEmpty()) {
      request.headers(headers.toArray(String[]::new));
    }
    try {
      HttpResponse<String> answer = CLIENT.send(request.build(), BodyHandlers.ofString());
      return new Reply(answer.statusCode(), answer.body(), answer);
    } catch (IOException e) {
      throw new AssertionError(method + " " + path, e);
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }

  private static BodyPublisher form(String... fields) {
    return BodyPublishers.ofString(
        IntStream.range(0, fields.length / 2)
            .mapToObj(i -> encoded(fields[2 * i]) + "=" + encoded(fields[2 * i + 1]))
            .collect(Collectors.joining("&")));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
