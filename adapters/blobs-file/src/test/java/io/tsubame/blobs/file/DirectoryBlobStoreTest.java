package io.tsubame.blobs.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.attribute.PosixFilePermission.OWNER_READ;
import static java.nio.file.attribute.PosixFilePermission.OWNER_WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.tsubame.application.blob.BlobStore;
import io.tsubame.application.blob.BlobStore.Completion;
import io.tsubame.application.blob.Layout;
import io.tsubame.application.blob.Presentation;
import io.tsubame.application.blob.ServedBlobs.Grant;
import io.tsubame.application.blob.ServedBlobs.Sink;
import io.tsubame.application.blob.SignedUrl;
import io.tsubame.application.blob.Upload;
import io.tsubame.domain.BlobKey;
import io.tsubame.testkit.BlobStoreContract;
import io.tsubame.testkit.BlobWire;
import io.tsubame.testkit.ManualClock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The contract on the adapter in a directory, and what is its own.
final class DirectoryBlobStoreTest extends BlobStoreContract {
  private static final BlobKey KEY = new BlobKey("20260401/abcdefghijabcdefghij");

  /// Of the three bytes `abc`.
  private static final String ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @TempDir private Path directory;
  private final ManualClock clock = new ManualClock();
  private DirectoryBlobStore store;

  @Override
  protected BlobStore open() {
    store = reopen();
    return store;
  }

  private DirectoryBlobStore reopen() {
    return DirectoryBlobStore.open(
        directory.resolve("files"),
        count -> {
          byte[] bytes = new byte[count];
          new SecureRandom().nextBytes(bytes);
          return bytes;
        },
        clock);
  }

  @Override
  protected BlobWire wire() {
    return BlobWire.over(store);
  }

  @Override
  protected Instant now() {
    return clock.instant();
  }

  @Override
  protected void pass(Duration time) {
    clock.advance(time);
  }

  @Test
  @DisplayName("[BS10] an upload goes on after a restart, and its URLs work")
  void restart() {
    Upload upload = store.begin(KEY, new Layout(3, BlobStore.LEAST_PART_BYTES));
    SignedUrl url = store.signPart(upload, 1, ABC, Duration.ofHours(1));
    DirectoryBlobStore second = reopen();

    assertThat(BlobWire.over(second).put(url, "abc".getBytes(UTF_8))).isEqualTo(200);
    assertThat(reopen().parts(upload)).containsOnlyKeys(1);
    assertThat(reopen().complete(upload, List.of(ABC))).isEqualTo(new Completion.Completed());
    assertThat(Files.exists(directory.resolve("files/incoming/20260401-abcdefghijabcdefghij")))
        .isFalse();
  }

  @Test
  @DisplayName("[BS10] a part that broke off in the middle is not there, and comes anew")
  void brokenOff() throws IOException {
    Upload upload = store.begin(KEY, new Layout(3, BlobStore.LEAST_PART_BYTES));
    Grant.Receive grant = new Grant.Receive(KEY, 1, 0, 3, ABC);
    try (Sink sink = store.receive(grant)) {
      sink.write(ByteBuffer.wrap("ax".getBytes(UTF_8)));
    }
    assertThat(store.parts(upload)).isEmpty();

    SignedUrl url = store.signPart(upload, 1, ABC, Duration.ofHours(1));
    assertThat(wire().put(url, "abc".getBytes(UTF_8))).isEqualTo(200);
    assertThat(store.complete(upload, List.of(ABC))).isEqualTo(new Completion.Completed());
  }

  @Test
  @DisplayName("[BS10] while a part is being received neither it nor the whole is taken")
  void atOnce() throws IOException {
    Upload upload = store.begin(KEY, new Layout(3, BlobStore.LEAST_PART_BYTES));
    SignedUrl url = store.signPart(upload, 1, ABC, Duration.ofHours(1));
    wire().put(url, "abc".getBytes(UTF_8));
    try (Sink _ = store.receive(new Grant.Receive(KEY, 1, 0, 3, ABC))) {
      assertThat(wire().put(url, "abc".getBytes(UTF_8))).isEqualTo(409);
      assertThat(store.complete(upload, List.of(ABC)))
          .isEqualTo(new Completion.Incomplete(List.of(1)));
    }
    wire().put(url, "abc".getBytes(UTF_8));
    assertThat(store.complete(upload, List.of(ABC))).isEqualTo(new Completion.Completed());
  }

  @Test
  @DisplayName("[BS4] a path out of the directory is no key, whatever is signed")
  void traversal() {
    SignedUrl url = store.signDownload(KEY, Presentation.saved("a", "b"), Duration.ofHours(1));
    for (String path :
        List.of("/blobs/../secret", "/blobs/20260401/../../secret", "/blobs/", "/")) {
      assertThat(store.check("GET", path, Map.of("signature", url.url())))
          .isInstanceOf(Grant.Refused.class);
      assertThat(BlobKey.isValid(path.replace("/blobs/", ""))).isFalse();
    }
  }

  @Test
  @DisplayName("[BS10] the secret is nobody else's to read")
  void secret() throws IOException {
    assertThat(Files.getPosixFilePermissions(directory.resolve("files/secret")))
        .containsExactlyInAnyOrder(OWNER_READ, OWNER_WRITE);
  }
}
