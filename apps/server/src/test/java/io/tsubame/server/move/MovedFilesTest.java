package io.tsubame.server.move;

import static io.tsubame.server.move.MoveWorld.PART_BYTES;
import static io.tsubame.server.move.MoveWorld.SWITCH;
import static io.tsubame.server.move.MoveWorld.move;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsubame.application.blob.BlobStore;
import io.tsubame.application.move.Move;
import io.tsubame.application.move.MoveReport;
import io.tsubame.application.move.MoveStopped;
import io.tsubame.application.secret.Tokens;
import io.tsubame.application.shard.Outcome;
import io.tsubame.domain.Actor;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.BlobKey;
import io.tsubame.domain.Event;
import io.tsubame.domain.FileId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.room.FileContent;
import io.tsubame.domain.room.FileExamination;
import io.tsubame.domain.room.FileExamination.Preview;
import io.tsubame.domain.room.FileExamination.Safety;
import io.tsubame.domain.room.RoomCommand.DeleteFile;
import io.tsubame.domain.room.RoomCommand.RecordExamination;
import io.tsubame.domain.room.RoomEvent.FileAttached;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MovedFilesTest {
  private static final HexFormat HEX = HexFormat.of();

  @TempDir private Path folder;
  private final Place source = new Place("the old place");
  private final Place target = new Place("the new place");
  private RoomId room = new RoomId(1);

  @BeforeEach
  void begin() {
    source.start();
    room = source.room();
  }

  @AfterEach
  void close() {
    source.close();
    target.close();
  }

  @Test
  @DisplayName("[MV15] the bytes of files of one part and of several are at the target")
  void copies() throws MoveStopped, InterruptedException, IOException {
    BlobKey small = attach('a', bytes(10), sha256(bytes(10)));
    BlobKey large = attach('b', bytes(2_500), inParts(bytes(2_500)));
    MoveReport report = move(source, target, folder.resolve("scratch"));
    assertThat(read(small)).isEqualTo(bytes(10));
    assertThat(read(large)).isEqualTo(bytes(2_500));
    assertThat(report.files()).isEqualTo(2);
    assertThat(report.fileBytes()).isEqualTo(2_510);
    try (var left = Files.list(folder.resolve("scratch"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  @DisplayName("[MV15] previews move along")
  void previews() throws MoveStopped, InterruptedException, IOException {
    BlobKey key = attach('a', bytes(10), sha256(bytes(10)));
    put(source.blobs, key.derived('s'), bytes(3));
    FileExamination found = new FileExamination(Safety.FINE, Preview.PICTURE, 4, 4);
    Outcome examined =
        source
            .engine()
            .commands()
            .send(
                new AggregateId.Room(room),
                new RecordExamination(file(), found, ""),
                Actor.SERVER,
                null);
    assertThat(examined).isInstanceOf(Outcome.Accepted.class);
    MoveReport _ = move(source, target, folder);
    assertThat(read(key.derived('s'))).isEqualTo(bytes(3));
  }

  @Test
  @DisplayName("[MV15] deleted files are left behind, and what is there is not brought again")
  void leavesDeleted() throws MoveStopped, InterruptedException, IOException {
    BlobKey deleted = attach('a', bytes(10), sha256(bytes(10)));
    assertThat(source.send(room, new DeleteFile(file()), null))
        .isInstanceOf(Outcome.Accepted.class);
    BlobKey there = attach('b', bytes(20), sha256(bytes(20)));
    put(target.blobs, there, bytes(20));
    source.blobs.delete(there);
    MoveReport report = move(source, target, folder);
    assertThat(target.blobs.find(deleted)).isEmpty();
    assertThat(report.files()).isEqualTo(1);
  }

  @Test
  @DisplayName("[MV16] a file that the source has lost stops the switch, and the source serves on")
  void missing() throws InterruptedException, IOException, MoveStopped {
    BlobKey key = attach('a', bytes(10), sha256(bytes(10)));
    source.blobs.delete(key);
    assertThatThrownBy(() -> move(source, target, folder))
        .isInstanceOf(MoveStopped.class)
        .hasMessageContaining(key.value())
        .hasMessageContaining("missing");
    MoveReport report = move(source.end(), target.end(), folder, new Move.Wish(true, true));
    assertThat(report.leftFiles()).singleElement().asString().contains(key.value());
    assertThat(report.switched()).isTrue();
  }

  @Test
  @DisplayName("[MV16] damaged bytes are found, of one part as of several, and not copied")
  void damaged() throws IOException {
    BlobKey small = attach('a', bytes(11), sha256(bytes(10)));
    BlobKey large = attach('b', bytes(2_500), inParts(bytes(2_501)));
    assertThatThrownBy(() -> move(source.end(), target.end(), folder, SWITCH))
        .isInstanceOf(MoveStopped.class)
        .hasMessageContaining("damaged")
        .hasMessageContaining(small.value())
        .hasMessageContaining(large.value());
    assertThat(target.blobs.find(small)).isEmpty();
    assertThat(target.blobs.find(large)).isEmpty();
  }

  /// A file whose bytes are there, and which was announced with a checksum.
  private BlobKey attach(char letter, byte[] content, String checksum) throws IOException {
    BlobKey key = new BlobKey("20260401/" + String.valueOf(letter).repeat(25));
    put(source.blobs, key, content);
    FileContent file =
        new FileContent("name.bin", content.length, "application/octet-stream", checksum, key);
    assertThat(source.attach(room, file)).isInstanceOf(Outcome.Accepted.class);
    return key;
  }

  /// The last that was attached.
  private FileId file() {
    List<FileId> files =
        source.commits(room).stream()
            .flatMap(commit -> commit.events().stream())
            .filter((Event event) -> event instanceof FileAttached)
            .map(event -> ((FileAttached) event).file())
            .toList();
    return files.getLast();
  }

  private void put(BlobStore store, BlobKey key, byte[] content) throws IOException {
    Path file = Files.write(folder.resolve("content"), content);
    store.put(key, file);
    Files.delete(file);
  }

  private byte[] read(BlobKey key) throws IOException {
    try (InputStream in = target.blobs.read(key, 0).orElseThrow()) {
      return in.readAllBytes();
    }
  }

  private static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) (i * 31);
    }
    return bytes;
  }

  private static String sha256(byte[] content) {
    return HEX.formatHex(Tokens.sha256(content));
  }

  private static String inParts(byte[] content) {
    java.io.ByteArrayOutputStream sums = new java.io.ByteArrayOutputStream();
    int parts = 0;
    for (int from = 0; from < content.length; from += (int) PART_BYTES) {
      int to = Math.min(content.length, from + (int) PART_BYTES);
      sums.writeBytes(Tokens.sha256(Arrays.copyOfRange(content, from, to)));
      parts++;
    }
    return sha256(sums.toByteArray()) + "-" + parts;
  }
}
