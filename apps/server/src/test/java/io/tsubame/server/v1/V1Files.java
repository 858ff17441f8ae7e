package io.tsubame.server.v1;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tsubame.server.Person;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// What a client does with files over `/v1`.
final class V1Files {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(Version.HTTP_1_1).followRedirects(Redirect.NORMAL).build();

  private final String server;
  private final Person person;
  private final int room;

  /// @param server its address, which changes when it is started again
  V1Files(String server, Person person, int room) {
    this.server = server;
    this.person = person;
    this.room = room;
  }

  /// The file, as the answer shows it.
  JsonNode upload(String name, byte[] content) {
    String id = begin(name, content.length).path("upload_id").textValue();
    send(id, 1, content);
    return attach(id).at("/files/0");
  }

  JsonNode begin(String name, long size) {
    String body = "{\"name\":\"%s\",\"size\":%d}".formatted(name, size);
    return json(call("POST", "/v1/rooms/" + room + "/uploads", body));
  }

  /// Where a part goes.
  JsonNode url(String upload, int part, byte[] bytes) {
    String body = "{\"parts\":[{\"part\":%d,\"sha256\":\"%s\"}]}".formatted(part, sha256(bytes));
    return json(call("POST", "/v1/uploads/" + upload + "/urls", body)).at("/urls/0");
  }

  void send(String upload, int part, byte[] bytes) {
    assertThat(put(url(upload, part, bytes), bytes).statusCode()).isEqualTo(200);
  }

  HttpResponse<byte[]> put(JsonNode url, byte[] bytes) {
    HttpRequest.Builder put =
        HttpRequest.newBuilder(URI.create(server).resolve(url.path("url").textValue()))
            .PUT(BodyPublishers.ofByteArray(bytes));
    url.path("headers")
        .properties()
        .forEach(header -> put.header(header.getKey(), header.getValue().textValue()));
    return exchange(put.build());
  }

  JsonNode attach(String upload) {
    return json(tryAttach(upload));
  }

  HttpResponse<byte[]> tryAttach(String upload) {
    String body = "{\"upload_ids\":[\"%s\"]}".formatted(upload);
    return call("POST", "/v1/rooms/" + room + "/files", body);
  }

  JsonNode current(JsonNode file) {
    return get(path(file));
  }

  /// @param what `content` or `preview`, with a query
  HttpResponse<byte[]> fetch(JsonNode file, String what) {
    return call("GET", path(file) + "/" + what, null);
  }

  JsonNode get(String path) {
    return json(call("GET", path, null));
  }

  HttpResponse<byte[]> call(String method, String path, @Nullable String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server + path))
            .header("x-chatworktoken", person.api().token());
    request.method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (body != null) {
      request.header("content-type", "application/json");
    }
    return exchange(request.build());
  }

  static String path(JsonNode file) {
    return "/v1/rooms/%d/files/%d"
        .formatted(file.path("room_id").intValue(), file.path("file_id").intValue());
  }

  static HttpResponse<byte[]> exchange(HttpRequest request) {
    try {
      return HTTP.send(request, BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new AssertionError(request.toString(), e);
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }

  private static JsonNode json(HttpResponse<byte[]> answer) {
    byte[] body = answer.body();
    try {
      return JSON.readTree(body.length == 0 ? "{}".getBytes(StandardCharsets.UTF_8) : body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
