package io.tsubame.api.v1;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tsubame.application.blob.Layout;
import io.tsubame.application.blob.SignedUrl;
import io.tsubame.application.blob.Upload;
import io.tsubame.application.file.FileLimits;
import io.tsubame.application.file.FileWork;
import io.tsubame.domain.BlobKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of bytes that nobody needs: rules FL10 and FL11.
final class AbandonedFilesTest {
  private static final String SHA256 =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @TempDir private Path folder;
  private V1World world;
  private Client ann;
  private int room;

  @BeforeEach
  void open() {
    world = new V1World();
    ann = world.person(world.organization("Here"), "ann");
    room = ann.post("/v1/rooms", "{\"name\":\"Project\",\"member_ids\":[]}").number("room_id");
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  @DisplayName("[FL11] bytes that no file names go when they are old, and no others")
  void unnamed() throws InterruptedException {
    world.clock.advance(Duration.ofHours(12));
    BlobKey attached = attached();
    BlobKey orphan = orphan();
    clean();
    assertThat(world.blobs.find(orphan)).isPresent();
    // The day of both is old, they are not yet.
    world.clock.advance(Duration.ofHours(66));
    clean();
    assertThat(world.blobs.find(orphan)).isPresent();

    world.clock.advance(Duration.ofHours(12));
    clean();
    assertThat(world.blobs.find(orphan)).isEmpty();
    assertThat(world.blobs.find(attached)).isPresent();
  }

  @Test
  @DisplayName("[FL11] an upload that is not completed within a day is over")
  void abandoned() throws InterruptedException {
    Upload upload = world.blobs.begin(key("b"), new Layout(3, 5 << 20));
    put(upload);
    String wish = "{\"name\":\"a\",\"size\":3}";
    String id = ann.post("/v1/rooms/" + room + "/uploads", wish).is(200).text("upload_id");
    clean();
    assertThat(world.blobs.parts(upload)).hasSize(1);

    world.clock.advance(Duration.ofHours(26));
    clean();
    assertThat(world.blobs.parts(upload)).isEmpty();
    ann.get("/v1/uploads/" + id).is(404, "upload-not-found");
  }

  @Test
  @DisplayName("[FL10] bytes of a deleted file stay for the grace time, and of one that left, too")
  void grace() throws InterruptedException {
    BlobKey blob = attached();
    JsonNode file = ann.get("/v1/rooms/" + room + "/files").body().get("files").get(0);
    ann.delete("/v1/rooms/" + room + "/files/" + file.get("file_id").intValue()).is(204);
    clean();
    world.clock.advance(FileLimits.DEFAULT.grace().minusMinutes(1));
    clean();
    assertThat(world.blobs.find(blob)).isPresent();
    world.clock.advance(Duration.ofMinutes(2));
    clean();
    assertThat(world.blobs.find(blob)).isEmpty();
  }

  @Test
  @DisplayName(
      "[PT2] the bytes of a portrait stay while it is shown, and go when nobody names them")
  void portraits() throws InterruptedException, IOException {
    String shown = ann.put("/v1/me/portrait", "{\"image\":\"UE5H\"}").is(200).text("avatar");
    BlobKey orphan = BlobKey.ofPortrait("c".repeat(32));
    world.blobs.put(orphan, Files.writeString(folder.resolve("orphan"), "PNG"));
    world.clock.advance(Duration.ofDays(2));
    clean();
    assertThat(world.blobs.find(orphan)).isPresent();

    world.clock.advance(Duration.ofDays(90));
    clean();
    assertThat(world.blobs.find(orphan)).isEmpty();
    assertThat(world.blobs.find(new BlobKey(shown))).isPresent();

    ann.signIn(V1World.email("ann"), V1World.PASSWORD);
    ann.patch("/v1/me", "{\"avatar\":\"3\"}").is(200);
    clean();
    assertThat(world.blobs.find(new BlobKey(shown))).isEmpty();
  }

  /// Does once what the server does by itself all the time.
  private void clean() throws InterruptedException {
    world.settle();
    try (FileWork work = world.fileWork()) {
      work.start();
      while (work.numbers().rounds() == 0) {
        LockSupport.parkNanos(1_000_000);
      }
      assertThat(work.numbers().failures()).isZero();
    }
    world.settle();
  }

  /// The bytes of a file.
  private BlobKey attached() {
    String path = "/v1/rooms/" + room;
    String wish = "{\"name\":\"a.txt\",\"size\":3}";
    String upload = ann.post(path + "/uploads", wish).is(200).text("upload_id");
    String part = "{\"parts\":[{\"part\":1,\"sha256\":\"%s\"}]}".formatted(SHA256);
    JsonNode urls = ann.post("/v1/uploads/" + upload + "/urls", part).is(200).body();
    world.stranger().put(urls.get("urls").get(0), "abc");
    ann.post(path + "/files", "{\"upload_ids\":[\"%s\"]}".formatted(upload)).is(200);
    return new BlobKey(upload.substring(0, 8) + "/" + upload.substring(8));
  }

  /// Bytes of an upload that was completed and never attached.
  private BlobKey orphan() {
    Upload upload = world.blobs.begin(key("a"), new Layout(3, 5 << 20));
    put(upload);
    world.blobs.complete(upload, List.of(SHA256));
    return upload.key();
  }

  private void put(Upload upload) {
    SignedUrl url = world.blobs.signPart(upload, 1, SHA256, Duration.ofHours(1));
    ObjectNode signed = JsonNodeFactory.instance.objectNode().put("url", url.url());
    signed.putObject("headers");
    world.stranger().put(signed, "abc");
  }

  private static BlobKey key(String letter) {
    return new BlobKey("20260401/" + letter.repeat(32));
  }
}
