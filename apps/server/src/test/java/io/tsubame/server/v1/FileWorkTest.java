package io.tsubame.server.v1;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tsubame.api.ServerLimits;
import io.tsubame.application.file.FileLimits;
import io.tsubame.inspection.PreviewLimits;
import io.tsubame.server.Person;
import io.tsubame.server.TestServer;
import io.tsubame.server.config.Configuration.Inspection;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Files over `/v1` on a whole server: parts, quota, and what the server does with files by itself.
final class FileWorkTest {
  private static final long PART = 5 << 20;

  private TestServer server;
  private Person ann;

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  @DisplayName("[FL20][FL21][FL22] a large file comes in parts, goes on where it broke off, once")
  void parts() {
    V1Files files = start(limits(0, Duration.ofDays(1)), List.of());
    byte[] content = new byte[(int) (2 * PART + 5)];
    Arrays.fill(content, (byte) 7);
    JsonNode upload = files.begin("large.bin", content.length);
    assertThat(upload.path("parts").intValue()).isEqualTo(3);
    String id = upload.path("upload_id").textValue();
    files.send(id, 3, slice(content, 3));
    files.send(id, 1, slice(content, 1));
    assertThat(files.get("/v1/uploads/" + id).path("received"))
        .extracting(JsonNode::intValue)
        .containsExactly(1, 3);
    assertThat(files.attach(id).path("code").textValue()).isEqualTo("upload-incomplete");
    files.send(id, 2, slice(content, 2));
    JsonNode sent = files.attach(id);
    assertThat(files.attach(id)).isEqualTo(sent);
    JsonNode file = sent.at("/files/0");
    assertThat(file.path("size").intValue()).isEqualTo(content.length);
    assertThat(files.fetch(file, "content?as=saved").body()).isEqualTo(content);
    JsonNode room = files.get("/v1/rooms/" + ann.myRoom());
    assertThat(room.path("files").intValue()).isEqualTo(1);
    assertThat(room.path("last_sequence").intValue()).isEqualTo(1);
  }

  @Test
  @DisplayName("[FL3] over its quota an organization sends nothing, and reads on")
  void quota() {
    V1Files files = start(limits(10, Duration.ofDays(1)), List.of());
    JsonNode file = files.upload("a.txt", "12345678".getBytes(StandardCharsets.UTF_8));
    JsonNode refused = files.begin("b.txt", 3);
    assertThat(refused.path("code").textValue()).isEqualTo("quota-exceeded");
    assertThat(files.begin("c.txt", 2).path("upload_id").textValue()).isNotEmpty();
    assertThat(files.fetch(file, "content").statusCode()).isEqualTo(200);
    JsonNode storage = files.get("/v1/storage");
    assertThat(storage.at("/organization/bytes").intValue()).isEqualTo(8);
    assertThat(storage.path("quota").intValue()).isEqualTo(10);
  }

  @Test
  @DisplayName("[FL9][FL50] a picture gets its preview by itself")
  void preview() {
    V1Files files = start(limits(0, Duration.ofDays(1)), List.of());
    JsonNode file = files.upload("nest.png", png(900, 300));
    assertThat(file.path("state").textValue()).isEqualTo("new");
    assertThat(file.path("content_type").textValue()).isEqualTo("image/png");
    await(() -> files.current(file).path("preview").asText().equals("picture"));
    assertThat(files.current(file).path("width").intValue()).isEqualTo(900);
    HttpResponse<byte[]> small = files.fetch(file, "preview?size=small");
    assertThat(small.headers().firstValue("content-type")).contains("image/jpeg");
    assertThat(small.body()).isNotEmpty();
    HttpHeaders redirect = small.previousResponse().orElseThrow().headers();
    assertThat(redirect.allValues("cache-control")).containsExactly("private, max-age=240");
    assertThat(redirect.allValues("vary")).containsExactly("cookie, x-chatworktoken");
  }

  @Test
  @DisplayName("[FL10] the bytes of a deleted file and its previews are gone after the grace time")
  void erased() {
    V1Files files = start(limits(0, Duration.ofDays(1)), List.of());
    JsonNode file = files.upload("nest.png", png(9, 9));
    await(() -> files.current(file).path("state").asText().equals("fine"));
    assertThat(stored()).isEqualTo(3);
    files.call("DELETE", V1Files.path(file), null);
    assertThat(files.fetch(file, "content").statusCode()).isEqualTo(404);
    assertThat(stored()).isEqualTo(3);

    server.restart(settings -> settings.with(limits(0, Duration.ofNanos(1))));
    await(() -> stored() == 0);
  }

  @Test
  @DisplayName(
      "[FL9][FL54] work that was left is done after a restart; dangerous files are held back")
  void scanner() throws IOException {
    Path script = Files.createTempFile("scan", ".sh");
    Files.writeString(script, "grep -q EVIL \"$1\" && exit 1; exit 0\n");
    // A scanner that cannot say: nobody gets anything.
    V1Files files =
        start(limits(0, Duration.ofDays(1)), List.of("false-scanner-that-is-not-there"));
    JsonNode good = files.upload("good.bin", new byte[] {1, 2, 3});
    JsonNode evil = files.upload("evil.txt", "EVIL".getBytes(StandardCharsets.UTF_8));
    assertThat(files.fetch(good, "content").statusCode()).isEqualTo(409);

    server.restart(settings -> settings.with(inspection(List.of("sh", script.toString()))));
    V1Files again = files();
    await(() -> again.current(evil).path("state").asText().equals("quarantined"));
    await(() -> again.current(good).path("state").asText().equals("fine"));
    assertThat(again.fetch(good, "content").statusCode()).isEqualTo(200);
    assertThat(again.fetch(evil, "content").statusCode()).isEqualTo(403);
    Files.delete(script);
  }

  private V1Files start(FileLimits limits, List<String> scanner) {
    server =
        new TestServer(
            ServerLimits.DEFAULT.withoutRates(),
            settings -> settings.with(limits).with(inspection(scanner)));
    ann = server.person("Ann", server.organization("Swift"));
    return files();
  }

  /// Of the server that runs now.
  private V1Files files() {
    return new V1Files(server.url(), ann, ann.myRoom().value());
  }

  private static Inspection inspection(List<String> scanner) {
    return new Inspection(PreviewLimits.DEFAULT, scanner, Duration.ofSeconds(30));
  }

  private static FileLimits limits(long quota, Duration grace) {
    FileLimits usual = FileLimits.DEFAULT;
    return new FileLimits(
        usual.fileBytes(),
        PART,
        quota,
        usual.uploadLifetime(),
        usual.uploadUrl(),
        usual.downloadUrl(),
        grace);
  }

  /// How many blobs lie in the data directory.
  private int stored() {
    int count = 0;
    File[] days = server.data().resolve("files/blobs").toFile().listFiles();
    for (File day : days == null ? new File[0] : days) {
      String[] names = day.list();
      count += names == null ? 0 : names.length;
    }
    return count;
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
      LockSupport.parkNanos(5_000_000);
    }
  }

  private static byte[] slice(byte[] content, int part) {
    int from = (int) ((part - 1) * PART);
    return Arrays.copyOfRange(content, from, (int) Math.min(from + PART, content.length));
  }

  private static byte[] png(int width, int height) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
