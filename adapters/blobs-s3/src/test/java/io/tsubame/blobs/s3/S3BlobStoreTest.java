package io.tsubame.blobs.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsubame.application.Overloaded;
import io.tsubame.application.Unavailable;
import io.tsubame.application.blob.BlobStore;
import io.tsubame.application.blob.Layout;
import io.tsubame.application.blob.Presentation;
import io.tsubame.application.blob.SignedUrl;
import io.tsubame.application.blob.Upload;
import io.tsubame.blobs.s3.S3Settings.Patience;
import io.tsubame.domain.BlobKey;
import io.tsubame.testkit.BlobStoreContract;
import io.tsubame.testkit.BlobWire;
import io.tsubame.testkit.s3.S3Server;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The contract against a real server of S3's protocol, which checks signatures, and what it
/// refuses.
final class S3BlobStoreTest extends BlobStoreContract {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private static final Duration HOUR = Duration.ofHours(1);
  private static final byte[] CONTENT = {1, 2, 3};
  private static final String SUM =
      "039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81";
  private static final Layout SMALL = new Layout(CONTENT.length, BlobStore.LEAST_PART_BYTES);
  private static final Patience PATIENCE =
      new Patience(64, Duration.ofSeconds(60), Duration.ofSeconds(60));

  @TempDir private static Path directory;
  private static S3Server server;
  private static URI endpoint;

  @BeforeAll
  static void startServer() throws IOException {
    server = S3Server.start(directory);
    endpoint = server.endpoint();
  }

  @AfterAll
  static void stopServer() {
    server.close();
    HTTP.close();
  }

  @Override
  protected BlobStore open() {
    return S3BlobStore.open(settings(endpoint, S3Server.SECRET_KEY, PATIENCE));
  }

  private static S3Settings settings(URI endpoint, String secret, Patience patience) {
    return new S3Settings(
        endpoint, "us-east-1", S3Server.BUCKET, S3Server.ACCESS_KEY, secret, true, patience);
  }

  @Override
  protected BlobWire wire() {
    return new BlobWire() {
      @Override
      public int put(SignedUrl url, byte[] body) {
        HttpRequest.Builder request =
            HttpRequest.newBuilder(URI.create(url.url())).PUT(BodyPublishers.ofByteArray(body));
        url.headers().forEach(request::header);
        return exchange(request.build()).statusCode();
      }

      @Override
      public Fetched get(SignedUrl url, long from) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url.url()));
        if (from > 0) {
          request.header("range", "bytes=" + from + "-");
        }
        HttpResponse<byte[]> answer = exchange(request.build());
        return new Fetched(
            answer.statusCode(),
            answer.body(),
            answer.headers().firstValue("content-type").orElse(""),
            answer.headers().firstValue("content-disposition").orElse(""));
      }
    };
  }

  private static HttpResponse<byte[]> exchange(HttpRequest request) {
    try {
      return HTTP.send(request, BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new AssertionError(request.toString(), e);
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }

  @Override
  protected Instant now() {
    return Instant.now();
  }

  @Override
  protected void pass(Duration time) {
    Instant end = Instant.now().plus(time);
    while (Instant.now().isBefore(end)) {
      LockSupport.parkNanos(Duration.between(Instant.now(), end).toNanos());
    }
  }

  @Override
  protected boolean hidesUploadsOfOnePart() {
    return false;
  }

  @Override
  protected boolean refusesPartsOfAbortedUploads() {
    return false;
  }

  @Test
  @DisplayName("[BS11] what is there is not replaced by whoever still has the URL")
  void once() {
    try (BlobStore store = open()) {
      Upload upload = store.begin(new BlobKey("20260101/aaaaaaaaaaaaaaaaaaaa"), SMALL);
      SignedUrl url = store.signPart(upload, 1, SUM, HOUR);
      assertThat(wire().put(url, CONTENT)).isEqualTo(200);
      assertThat(wire().put(url, CONTENT)).isEqualTo(412);
    }
  }

  @Test
  @DisplayName("[BS4] without a signature, or with another secret, nothing is given")
  void unsigned() {
    BlobKey key = new BlobKey("20260101/bbbbbbbbbbbbbbbbbbbb");
    try (BlobStore store = open();
        BlobStore other = S3BlobStore.open(settings(endpoint, "not the secret", PATIENCE))) {
      wire().put(store.signPart(store.begin(key, SMALL), 1, SUM, HOUR), CONTENT);
      Presentation saved = Presentation.saved("a", "b");
      SignedUrl good = store.signDownload(key, saved, HOUR);
      assertThat(wire().get(good, 0).body()).isEqualTo(CONTENT);
      SignedUrl url = other.signDownload(key, saved, HOUR);
      assertThat(wire().get(url, 0).status()).isEqualTo(403);
      String bare = url.url().substring(0, url.url().indexOf('?'));
      assertThat(wire().get(new SignedUrl(bare, Map.of(), url.expiresAt()), 0).status())
          .isEqualTo(403);
      assertThatThrownBy(() -> other.find(key)).isInstanceOf(Unavailable.class);
    }
  }

  @Test
  @DisplayName("[BS12] a storage that does not answer is given up, and few wait for it")
  void silent() throws Exception {
    BlobKey key = new BlobKey("20260101/cccccccccccccccccccc");
    Patience little = new Patience(1, Duration.ofSeconds(2), Duration.ofSeconds(2));
    try (ServerSocket silent = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
        BlobStore store =
            S3BlobStore.open(
                settings(URI.create("http://127.0.0.1:" + silent.getLocalPort()), "any", little))) {
      FutureTask<Object> waiting = new FutureTask<>(() -> store.find(key));
      Thread.ofVirtual().start(waiting);
      Socket taken = silent.accept();
      assertThatThrownBy(() -> store.find(key)).isInstanceOf(Overloaded.class);
      assertThatThrownBy(waiting::get).cause().isInstanceOf(Unavailable.class);
      taken.close();
      assertThatThrownBy(() -> store.delete(key)).isInstanceOf(Unavailable.class);
    }
  }

  @Test
  @DisplayName("[BS12] bytes that are read count until they are closed")
  void reading() throws IOException {
    BlobKey key = new BlobKey("20260101/dddddddddddddddddddd");
    try (BlobStore store =
        S3BlobStore.open(settings(endpoint, S3Server.SECRET_KEY, new Patience(1, HOUR, HOUR)))) {
      wire().put(store.signPart(store.begin(key, SMALL), 1, SUM, HOUR), CONTENT);
      InputStream open = store.read(key, 1).orElseThrow();
      assertThatThrownBy(() -> store.find(key)).isInstanceOf(Overloaded.class);
      assertThat(open.readAllBytes()).containsExactly(2, 3);
      open.close();
      open.close();
      assertThat(store.find(key)).isPresent();
      assertThat(store.read(key, 3).orElseThrow().readAllBytes()).isEmpty();
      assertThat(store.find(key)).isPresent();
    }
  }
}
