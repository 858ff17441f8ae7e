package io.tsubame.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsubame.application.blob.BlobStore;
import io.tsubame.application.blob.BlobStore.Completion;
import io.tsubame.application.blob.BlobStore.Stored;
import io.tsubame.application.blob.Layout;
import io.tsubame.application.blob.Presentation;
import io.tsubame.application.blob.SignedUrl;
import io.tsubame.application.blob.Upload;
import io.tsubame.domain.BlobKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The rules BS1 to BS9 of `docs/spec/files.md` that every blob store keeps.
public abstract class BlobStoreContract {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final int PART = (int) BlobStore.LEAST_PART_BYTES;
  private static final Presentation SAVED = Presentation.saved("見積 \"1\".pdf", "application/pdf");

  @TempDir private Path temporary;
  private BlobStore store;
  private BlobWire wire;
  private static final AtomicInteger DAYS = new AtomicInteger();

  private String day;
  private int keys;

  /// Opens the empty store of this test.
  protected abstract BlobStore open();

  /// How clients reach it.
  protected abstract BlobWire wire();

  /// The time by which the store's URLs expire.
  protected abstract Instant now();

  /// Returns when so much time is over.
  protected abstract void pass(Duration time);

  /// Whether an upload of one part is seen by nobody before it is completed; where not, nobody but
  /// its sender knows its key.
  protected boolean hidesUploadsOfOnePart() {
    return true;
  }

  /// Whether the store itself refuses parts of uploads that are over. What is sent to another one
  /// is never part of a file.
  protected boolean refusesPartsOfAbortedUploads() {
    return true;
  }

  @BeforeEach
  final void openStore() {
    store = open();
    wire = wire();
    // Another day for each test, where a real store is shared by all.
    day = "2026" + String.format(Locale.ROOT, "%04d", DAYS.incrementAndGet());
  }

  @AfterEach
  final void closeStore() {
    store.close();
  }

  @Test
  @DisplayName("[BS1] what was sent and completed is read back, whole and from any offset on")
  void roundTrip() throws IOException {
    byte[] content = bytes(100_000);
    BlobKey key = uploaded(content);

    assertThat(read(key, 0)).isEqualTo(content);
    assertThat(read(key, 99_990)).isEqualTo(Arrays.copyOfRange(content, 99_990, 100_000));
    assertThat(store.find(key).orElseThrow().size()).isEqualTo(100_000);
  }

  @Test
  @DisplayName("[BS1] nothing is seen of an upload that is not completed")
  void notBefore() {
    BlobKey key = key();
    byte[] content = bytes(1_000);
    Upload upload = store.begin(key, new Layout(1_000, PART));
    assertThat(put(upload, 1, content)).isEqualTo(200);

    if (hidesUploadsOfOnePart()) {
      SignedUrl url = store.signDownload(key, SAVED, HOUR);
      assertThat(store.find(key)).isEmpty();
      assertThat(store.read(key, 0)).isEmpty();
      assertThat(wire.get(url, 0).status()).isGreaterThanOrEqualTo(400);
    }
    assertThat(store.parts(upload)).containsOnlyKeys(1);
  }

  @Test
  @DisplayName("[BS1] nothing is seen of an upload in parts that is not completed")
  void notBeforeParts() {
    byte[] content = bytes(PART + 1);
    Upload upload = store.begin(key(), new Layout(content.length, PART));
    put(upload, 1, slice(content, 1));
    put(upload, 2, slice(content, 2));
    assertThat(store.find(upload.key())).isEmpty();
    assertThat(store.read(upload.key(), 0)).isEmpty();
  }

  @Test
  @DisplayName("[BS2] a large upload comes in parts, in any order, and a part may come again")
  void parts() throws IOException {
    byte[] content = bytes(2 * PART + 77);
    Upload upload = store.begin(key(), new Layout(content.length, PART));
    assertThat(put(upload, 3, slice(content, 3))).isEqualTo(200);
    assertThat(put(upload, 1, slice(content, 1))).isEqualTo(200);
    assertThat(store.parts(upload)).containsOnlyKeys(1, 3);
    assertThat(store.complete(upload, sums(content)))
        .isEqualTo(new Completion.Incomplete(List.of(2)));
    assertThat(store.find(upload.key())).isEmpty();

    assertThat(put(upload, 1, slice(content, 1))).isEqualTo(200);
    assertThat(put(upload, 2, slice(content, 2))).isEqualTo(200);
    assertThat(store.complete(upload, sums(content))).isEqualTo(new Completion.Completed());
    assertThat(read(upload.key(), 0)).isEqualTo(content);
  }

  @Test
  @DisplayName("[BS2] completing may be repeated")
  void completeTwice() {
    byte[] content = bytes(50);
    Upload upload = store.begin(key(), new Layout(50, PART));
    put(upload, 1, content);
    List<String> sums = List.of(sha256(content));

    assertThat(store.complete(upload, sums)).isEqualTo(new Completion.Completed());
    assertThat(store.complete(upload, sums)).isEqualTo(new Completion.Completed());
  }

  @Test
  @DisplayName("[BS2] completing two parts may be repeated")
  void completePartsTwice() {
    byte[] content = bytes(PART + 5);
    Upload upload = store.begin(key(), new Layout(content.length, PART));
    put(upload, 1, slice(content, 1));
    put(upload, 2, slice(content, 2));

    assertThat(store.complete(upload, sums(content))).isEqualTo(new Completion.Completed());
    assertThat(store.complete(upload, sums(content))).isEqualTo(new Completion.Completed());
  }

  @Test
  @DisplayName("[BS3] bytes other than those announced do not become the file")
  void damaged() {
    byte[] content = bytes(500);
    byte[] other = content.clone();
    other[250]++;
    Upload upload = store.begin(key(), new Layout(500, PART));
    wire.put(store.signPart(upload, 1, sha256(content), HOUR), other);

    assertThat(store.complete(upload, List.of(sha256(content))))
        .isEqualTo(new Completion.Incomplete(List.of(1)));
    assertThat(store.find(upload.key())).isEmpty();
  }

  @Test
  @DisplayName("[BS3] a damaged part of several does not become part of the file")
  void damagedPart() {
    byte[] content = bytes(PART + 5);
    byte[] other = slice(content, 2);
    other[2]++;
    Upload upload = store.begin(key(), new Layout(content.length, PART));
    put(upload, 1, slice(content, 1));
    wire.put(store.signPart(upload, 2, sha256(slice(content, 2)), HOUR), other);

    assertThat(store.complete(upload, sums(content)))
        .isEqualTo(new Completion.Incomplete(List.of(2)));
  }

  @Test
  @DisplayName("[BS3] neither more nor fewer bytes are taken than announced")
  void length() {
    byte[] content = bytes(500);
    Upload upload = store.begin(key(), new Layout(500, PART));
    SignedUrl url = store.signPart(upload, 1, sha256(content), HOUR);

    assertThat(wire.put(url, Arrays.copyOf(content, 499))).isGreaterThanOrEqualTo(400);
    assertThat(wire.put(url, Arrays.copyOf(content, 501))).isGreaterThanOrEqualTo(400);
    assertThat(wire.put(url, content)).isEqualTo(200);
  }

  @Test
  @DisplayName("[BS4] an upload URL works for its key only")
  void otherKey() {
    byte[] content = bytes(10);
    Upload upload = store.begin(key(), new Layout(10, PART));
    Upload other = store.begin(key(), new Layout(10, PART));
    SignedUrl url = store.signPart(upload, 1, sha256(content), HOUR);
    SignedUrl bent = bent(url, upload.key().value(), other.key().value());

    assertThat(wire.put(bent, content)).isEqualTo(403);
    assertThat(wire.put(url, content)).isEqualTo(200);
  }

  @Test
  @DisplayName("[BS4] a download URL works for its key only, and only to download")
  void downloadOnly() {
    BlobKey one = uploaded(bytes(10));
    BlobKey two = uploaded(bytes(20));
    SignedUrl url = store.signDownload(one, SAVED, HOUR);

    assertThat(wire.get(url, 0).status()).isEqualTo(200);
    assertThat(wire.get(bent(url, one.value(), two.value()), 0).status()).isEqualTo(403);
    assertThat(wire.put(url, bytes(10))).isGreaterThanOrEqualTo(400);
    assertThat(wire.get(url, 0).body()).isEqualTo(bytes(10));
  }

  @Test
  @DisplayName("[BS4] an upload URL does not download")
  void uploadOnly() {
    byte[] content = bytes(10);
    Upload upload = store.begin(key(), new Layout(10, PART));
    SignedUrl url = store.signPart(upload, 1, sha256(content), HOUR);
    wire.put(url, content);
    store.complete(upload, List.of(sha256(content)));

    assertThat(wire.get(url, 0).status()).isGreaterThanOrEqualTo(400);
  }

  @Test
  @DisplayName("[BS4] changing any part of a URL makes it worthless")
  void tampered() {
    SignedUrl url = store.signDownload(uploaded(bytes(10)), SAVED, HOUR);
    int query = url.url().indexOf('?');
    for (int i = query + 1; i < url.url().length(); i += 7) {
      char other = url.url().charAt(i) == '1' ? '2' : '1';
      String bent = url.url().substring(0, i) + other + url.url().substring(i + 1);
      assertThat(wire.get(new SignedUrl(bent, url.headers(), url.expiresAt()), 0).status())
          .as("with %s for %s at %s", other, url.url().charAt(i), i)
          .isGreaterThanOrEqualTo(400);
    }
  }

  @Test
  @DisplayName("[BS5] a URL works until it expires")
  void expires() {
    byte[] content = bytes(10);
    BlobKey key = uploaded(content);
    Upload upload = store.begin(key(), new Layout(10, PART));
    SignedUrl down = store.signDownload(key, SAVED, Duration.ofSeconds(2));
    SignedUrl up = store.signPart(upload, 1, sha256(content), Duration.ofSeconds(2));
    assertThat(down.expiresAt()).isAfter(now());

    pass(Duration.ofSeconds(3));
    assertThat(wire.get(down, 0).status()).isEqualTo(403);
    assertThat(wire.put(up, content)).isEqualTo(403);
  }

  @Test
  @DisplayName(
      "[BS6] bytes are handed out under the name and type that were signed, or to be saved")
  void presentation() {
    byte[] content = "<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8);
    BlobKey key = uploaded(content);
    BlobWire.Fetched page =
        wire.get(store.signDownload(key, Presentation.shown("a.html", "text/html"), HOUR), 0);
    assertThat(page.type()).isEqualTo("application/octet-stream");
    assertThat(page.disposition()).startsWith("attachment");

    BlobWire.Fetched named = wire.get(store.signDownload(key, SAVED, HOUR), 0);
    assertThat(named.disposition())
        .isEqualTo(
            "attachment; filename=\"__ _1_.pdf\";"
                + " filename*=UTF-8''%E8%A6%8B%E7%A9%8D%20%221%22.pdf");

    BlobWire.Fetched picture =
        wire.get(store.signDownload(key, Presentation.shown("a.png", "image/png"), HOUR), 0);
    assertThat(picture.type()).isEqualTo("image/png");
    assertThat(picture.disposition()).startsWith("inline");
  }

  @Test
  @DisplayName("[BS6] a range is given")
  void range() {
    byte[] content = bytes(1_000);
    BlobWire.Fetched rest = wire.get(store.signDownload(uploaded(content), SAVED, HOUR), 990);

    assertThat(rest.status()).isEqualTo(206);
    assertThat(rest.body()).isEqualTo(Arrays.copyOfRange(content, 990, 1_000));
  }

  @Test
  @DisplayName("[BS7] what is deleted is gone, and deleting again does nothing")
  void delete() {
    BlobKey key = uploaded(bytes(10));
    SignedUrl url = store.signDownload(key, SAVED, HOUR);
    store.delete(key);
    store.delete(key);

    assertThat(store.find(key)).isEmpty();
    assertThat(store.read(key, 0)).isEmpty();
    assertThat(wire.get(url, 0).status()).isGreaterThanOrEqualTo(400);
  }

  @Test
  @DisplayName("[BS7] an aborted upload takes no more, and can not be completed")
  void abort() {
    byte[] content = bytes(PART + 1);
    Upload upload = store.begin(key(), new Layout(content.length, PART));
    put(upload, 1, slice(content, 1));
    store.abort(upload);
    store.abort(upload);

    assertThat(store.parts(upload)).isEmpty();
    int answer = put(upload, 2, slice(content, 2));
    if (refusesPartsOfAbortedUploads()) {
      assertThat(answer).isGreaterThanOrEqualTo(400);
    }
    assertThat(store.complete(upload, sums(content))).isInstanceOf(Completion.Incomplete.class);
    assertThat(store.find(upload.key())).isEmpty();
  }

  @Test
  @DisplayName("[BS7] uploads of old are aborted, what is completed stays")
  void abortOld() {
    byte[] content = bytes(PART + 1);
    BlobKey kept = uploaded(bytes(10));
    Upload upload = store.begin(key(), new Layout(content.length, PART));
    put(upload, 1, slice(content, 1));

    assertThat(store.abortBegunBefore(now().minus(HOUR))).isZero();
    assertThat(store.parts(upload)).containsOnlyKeys(1);
    pass(Duration.ofSeconds(2));
    assertThat(store.abortBegunBefore(now().plusSeconds(60))).isPositive();
    assertThat(store.parts(upload)).isEmpty();
    assertThat(store.find(kept)).isPresent();
  }

  @Test
  @DisplayName("[BS8] a day's bytes are listed by key, a page at a time")
  void list() {
    List<BlobKey> keys =
        IntStream.range(0, 5)
            .mapToObj(i -> uploaded(bytes(10 + i)))
            .sorted((one, other) -> one.value().compareTo(other.value()))
            .toList();
    List<Stored> first = store.list(day, null, 3);
    List<Stored> rest = store.list(day, first.getLast().key(), 3);

    assertThat(first).extracting(Stored::key).isEqualTo(keys.subList(0, 3));
    assertThat(rest).extracting(Stored::key).isEqualTo(keys.subList(3, 5));
    assertThat(store.list("19990101", null, 3)).isEmpty();
  }

  @Test
  @DisplayName("[BS9] the server itself writes bytes, also made from others")
  void put() throws IOException {
    BlobKey key = uploaded(bytes(10));
    Path file = Files.write(temporary.resolve("preview"), bytes(33));
    store.put(key.derived('s'), file);

    assertThat(read(key.derived('s'), 0)).isEqualTo(bytes(33));
    assertThat(read(key, 0)).isEqualTo(bytes(10));
  }

  private BlobKey key() {
    return new BlobKey(day + "/" + String.format(Locale.ROOT, "%020d", ++keys));
  }

  private BlobKey uploaded(byte[] content) {
    Upload upload = store.begin(key(), new Layout(content.length, PART));
    assertThat(put(upload, 1, content)).isEqualTo(200);
    assertThat(store.complete(upload, List.of(sha256(content))))
        .isEqualTo(new Completion.Completed());
    return upload.key();
  }

  private int put(Upload upload, int part, byte[] content) {
    return wire.put(store.signPart(upload, part, sha256(content), HOUR), content);
  }

  private byte[] read(BlobKey key, long from) throws IOException {
    try (InputStream in = store.read(key, from).orElseThrow()) {
      return in.readAllBytes();
    }
  }

  private static SignedUrl bent(SignedUrl url, String from, String to) {
    assertThat(url.url()).contains(from);
    return new SignedUrl(url.url().replace(from, to), url.headers(), url.expiresAt());
  }

  private static byte[] slice(byte[] content, int part) {
    return Arrays.copyOfRange(content, (part - 1) * PART, Math.min(part * PART, content.length));
  }

  private static List<String> sums(byte[] content) {
    return IntStream.rangeClosed(1, Math.ceilDiv(content.length, PART))
        .mapToObj(part -> sha256(slice(content, part)))
        .toList();
  }

  private static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    new Random(count).nextBytes(bytes);
    return bytes;
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
