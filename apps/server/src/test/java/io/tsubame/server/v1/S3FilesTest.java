package io.tsubame.server.v1;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tsubame.api.ServerLimits;
import io.tsubame.application.blob.BlobStore;
import io.tsubame.application.file.FileLimits;
import io.tsubame.server.Person;
import io.tsubame.server.TestServer;
import io.tsubame.server.config.Configuration.FileStorage;
import io.tsubame.testkit.s3.S3Server;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files over `/v1` and `/v2` on a whole server whose files lie in S3-compatible storage.
final class S3FilesTest {
  private static final int PART = (int) BlobStore.LEAST_PART_BYTES;

  @TempDir private static Path folder;
  private static S3Server storage;
  private static Path credentials;

  @BeforeAll
  static void startStorage() throws IOException {
    storage = S3Server.start(Files.createDirectory(folder.resolve("storage")));
    credentials =
        Files.writeString(
            folder.resolve("credentials"), S3Server.ACCESS_KEY + "\n" + S3Server.SECRET_KEY + "\n");
  }

  @AfterAll
  static void stopStorage() {
    storage.close();
  }

  @Test
  @DisplayName("[FL60] a large file goes to the storage and comes from there, past the server")
  void parts() {
    byte[] content = new byte[PART + 5];
    new Random(1).nextBytes(content);
    byte[] first = Arrays.copyOf(content, PART);
    byte[] second = Arrays.copyOfRange(content, PART, content.length);
    try (TestServer server = start(storage.endpoint())) {
      V1Files files = files(server);
      String id = files.begin("large.bin", content.length).path("upload_id").textValue();
      JsonNode url = files.url(id, 2, second);
      assertThat(url.path("url").textValue()).startsWith(storage.endpoint() + "/files/");
      assertThat(files.put(url, "other".getBytes(StandardCharsets.UTF_8)).statusCode())
          .isGreaterThanOrEqualTo(400);
      assertThat(files.put(url, second).statusCode()).isEqualTo(200);
      assertThat(files.attach(id).path("code").textValue()).isEqualTo("upload-incomplete");
      files.send(id, 1, first);
      JsonNode file = files.attach(id).at("/files/0");
      assertThat(file.path("size").intValue()).isEqualTo(content.length);

      HttpResponse<byte[]> answer = files.fetch(file, "content?as=saved");
      assertThat(answer.uri().toString()).startsWith(storage.endpoint() + "/files/");
      assertThat(answer.body()).isEqualTo(content);
      assertThat(answer.headers().firstValue("content-disposition").orElse(""))
          .startsWith("attachment");
      HttpRequest below = HttpRequest.newBuilder(URI.create(server.url() + "/blobs/x")).build();
      assertThat(V1Files.exchange(below).statusCode()).isEqualTo(404);
    }
  }

  @Test
  @DisplayName("[FL31][FL40] the URLs of /v2 lead there, too, and pages are never shown")
  void page() {
    try (TestServer server = start(storage.endpoint())) {
      Person ann = server.person("Ann", server.organization("Swift"));
      byte[] page = "<!doctype html><script>alert(1)</script>".getBytes(StandardCharsets.UTF_8);
      JsonNode file = new V1Files(server.url(), ann, ann.myRoom().value()).upload("a.html", page);
      String path =
          "/rooms/" + ann.myRoom() + "/files/" + file.path("file_id") + "?create_download_url=1";
      String url = ann.api().get(path).json().path("download_url").textValue();
      HttpResponse<byte[]> answer =
          V1Files.exchange(HttpRequest.newBuilder(URI.create(url)).build());
      assertThat(url).startsWith(storage.endpoint() + "/files/").contains("X-Amz-Expires=30&");
      assertThat(answer.body()).isEqualTo(page);
      assertThat(answer.headers().firstValue("content-type")).contains("application/octet-stream");
    }
  }

  @Test
  @DisplayName("[FL61] without the storage files are unavailable, and all else goes on")
  void down() throws IOException {
    int closed;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = socket.getLocalPort();
    }
    try (TestServer server = start(URI.create("http://127.0.0.1:" + closed))) {
      Person ann = server.person("Ann", server.organization("Swift"));
      V1Files files = new V1Files(server.url(), ann, ann.myRoom().value());
      String uploads = "/v1/rooms/" + ann.myRoom() + "/uploads";
      HttpResponse<byte[]> refused =
          files.call("POST", uploads, "{\"name\":\"a\",\"size\":" + 3 * PART + "}");
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.headers().firstValue("retry-after")).isPresent();

      String small = files.begin("a", 3).path("upload_id").textValue();
      files.url(small, 1, new byte[] {1, 2, 3});
      assertThat(files.tryAttach(small).statusCode()).isEqualTo(503);
      assertThat(
              ann.api().post("/rooms/" + ann.myRoom() + "/messages", "body", "still here").status())
          .isEqualTo(200);
    }
  }

  private static V1Files files(TestServer server) {
    Person ann = server.person("Ann", server.organization("Swift"));
    return new V1Files(server.url(), ann, ann.myRoom().value());
  }

  private static TestServer start(URI endpoint) {
    FileStorage place =
        new FileStorage(
            FileStorage.S3,
            endpoint,
            "us-east-1",
            S3Server.BUCKET,
            FileStorage.IN_PATH,
            credentials,
            16,
            Duration.ofSeconds(30),
            Duration.ofMinutes(1));
    FileLimits usual = FileLimits.DEFAULT;
    FileLimits limits =
        new FileLimits(
            usual.fileBytes(),
            PART,
            usual.organizationBytes(),
            usual.uploadLifetime(),
            usual.uploadUrl(),
            usual.downloadUrl(),
            usual.grace());
    return new TestServer(
        ServerLimits.DEFAULT.withoutRates(), settings -> settings.with(limits).with(place));
  }
}
