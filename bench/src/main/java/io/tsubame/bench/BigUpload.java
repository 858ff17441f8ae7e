package io.tsubame.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;

/// One file that is sent in parts to where the server says. All parts are alike, so that making and
/// summing them up costs next to nothing.
final class BigUpload {
  private static final JsonMapper JSON = new JsonMapper();

  private final String url;
  private final String token;
  private final int room;
  private final long bytes;
  private final long bytesPerSecond;

  /// @param pace in megabytes per second; 0 for no bound
  BigUpload(int port, Company company, int megabytes, int pace) {
    url = "http://127.0.0.1:" + port;
    token = company.person(0).token();
    room = company.room(0);
    bytes = (long) megabytes << 20;
    bytesPerSecond = (long) pace << 20;
  }

  /// @return megabytes per second
  double run() throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      long start = System.nanoTime();
      String wish = "{\"name\":\"large.bin\",\"size\":" + bytes + "}";
      JsonNode upload = call(client, "/v1/rooms/" + room + "/uploads", wish);
      String id = upload.path("upload_id").asText();
      byte[] part = new byte[upload.path("part_size").intValue()];
      new Random(1).nextBytes(part);
      String usual = sha256(part);
      long sent = 0;
      for (int number = 1; number <= upload.path("parts").intValue(); number++) {
        long rest = bytes - sent;
        byte[] body = rest < part.length ? Arrays.copyOf(part, (int) rest) : part;
        send(client, id, number, body, rest < part.length ? sha256(body) : usual);
        sent += body.length;
        keepPace(start, sent);
      }
      String attach = "{\"upload_ids\":[\"" + id + "\"]}";
      call(client, "/v1/rooms/" + room + "/files", attach);
      return sent / 1e6 / ((System.nanoTime() - start) / 1e9);
    }
  }

  private void keepPace(long start, long sent) throws InterruptedException {
    if (bytesPerSecond > 0) {
      long due = (long) (1e9 * sent / bytesPerSecond) - (System.nanoTime() - start);
      if (due > 0) {
        Thread.sleep(due / 1_000_000, (int) (due % 1_000_000));
      }
    }
  }

  private void send(HttpClient client, String id, int number, byte[] body, String sha256)
      throws IOException, InterruptedException {
    String wish = "{\"parts\":[{\"part\":%d,\"sha256\":\"%s\"}]}".formatted(number, sha256);
    JsonNode signed = call(client, "/v1/uploads/" + id + "/urls", wish).path("urls").path(0);
    HttpRequest.Builder put =
        HttpRequest.newBuilder(URI.create(url).resolve(signed.path("url").asText()))
            .PUT(BodyPublishers.ofByteArray(body));
    signed
        .path("headers")
        .properties()
        .forEach(header -> put.header(header.getKey(), header.getValue().asText()));
    check(client.send(put.build(), BodyHandlers.ofByteArray()));
  }

  private JsonNode call(HttpClient client, String path, String body)
      throws IOException, InterruptedException {
    BodyPublisher publisher = BodyPublishers.ofString(body);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + path))
            .header("content-type", "application/json")
            .header("x-chatworktoken", token)
            .POST(publisher)
            .build();
    return JSON.readTree(check(client.send(request, BodyHandlers.ofByteArray())));
  }

  private static byte[] check(HttpResponse<byte[]> answer) throws IOException {
    if (answer.statusCode() != 200) {
      throw new IOException(answer.uri().getPath() + " answered " + answer.statusCode());
    }
    return answer.body();
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
