package io.tsubame.testkit;

import io.tsubame.application.Overloaded;
import io.tsubame.application.Unavailable;
import io.tsubame.application.blob.BlobStore;
import io.tsubame.application.blob.Layout;
import io.tsubame.application.blob.Presentation;
import io.tsubame.application.blob.ServedBlobs;
import io.tsubame.application.blob.SignedUrl;
import io.tsubame.application.blob.Upload;
import io.tsubame.domain.BlobKey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A blob store that lives as long as its object. Its signatures are numbers that it remembers.
public final class InMemoryBlobStore implements BlobStore, ServedBlobs {
  private record Blob(byte[] bytes, Instant at) {}

  private record Part(byte[] bytes, String sha256) {}

  private record Open(Instant begun, Map<Integer, Part> parts) {}

  private record Signed(String method, String path, Grant grant, Instant expires) {}

  private final InstantSource clock;
  private final NavigableMap<String, Blob> blobs = new TreeMap<>();
  private final Map<BlobKey, Open> uploads = new HashMap<>();
  private final Map<String, Signed> signed = new HashMap<>();
  private final Set<String> receiving = new HashSet<>();
  private boolean broken;

  public InMemoryBlobStore(InstantSource clock) {
    this.clock = clock;
  }

  /// Lets every call fail, or work again.
  public synchronized void breakDown(boolean now) {
    broken = now;
  }

  @Override
  public synchronized Upload begin(BlobKey key, Layout layout) {
    requireWorking();
    uploads.put(key, new Open(clock.instant(), new TreeMap<>()));
    return new Upload(key, "", layout);
  }

  @Override
  public synchronized SignedUrl signPart(
      Upload upload, int number, String sha256, Duration validity) {
    requireWorking();
    Layout layout = upload.layout();
    Grant grant =
        new Grant.Receive(
            upload.key(), number, layout.offset(number), layout.length(number), sha256);
    return sign("PUT", upload.key(), grant, validity);
  }

  @Override
  public synchronized SignedUrl signDownload(
      BlobKey key, Presentation presentation, Duration validity) {
    requireWorking();
    return sign("GET", key, new Grant.Give(key, presentation, 0), validity);
  }

  private SignedUrl sign(String method, BlobKey key, Grant grant, Duration validity) {
    String number = Integer.toString(signed.size() + 1);
    Instant expires = clock.instant().plus(validity);
    signed.put(number, new Signed(method, PATH + key, grant, expires));
    return new SignedUrl(PATH + key + "?signature=" + number, Map.of(), expires);
  }

  @Override
  public synchronized Map<Integer, StoredPart> parts(Upload upload) {
    requireWorking();
    Map<Integer, StoredPart> parts = new TreeMap<>();
    Open open = uploads.get(upload.key());
    if (open != null) {
      open.parts()
          .forEach((number, part) ->
              parts.put(number, new StoredPart(part.bytes().length, part.sha256())));
    }
    return parts;
  }

  @Override
  public synchronized Completion complete(Upload upload, List<String> sha256s) {
    requireWorking();
    Blob before = blobs.get(upload.key().value());
    if (before != null) {
      return new Completion.Completed();
    }
    Open open = uploads.get(upload.key());
    List<Integer> missing = new ArrayList<>();
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    for (int number = 1; number <= upload.layout().parts(); number++) {
      Part part = open == null ? null : open.parts().get(number);
      if (part == null || !part.sha256().equals(sha256s.get(number - 1))) {
        missing.add(number);
      } else {
        whole.writeBytes(part.bytes());
      }
    }
    if (!missing.isEmpty()) {
      return new Completion.Incomplete(missing);
    }
    uploads.remove(upload.key());
    blobs.put(upload.key().value(), new Blob(whole.toByteArray(), clock.instant()));
    return new Completion.Completed();
  }

  @Override
  public synchronized void abort(Upload upload) {
    requireWorking();
    uploads.remove(upload.key());
  }

  @Override
  public synchronized void put(BlobKey key, Path file) {
    requireWorking();
    try {
      blobs.put(key.value(), new Blob(Files.readAllBytes(file), clock.instant()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized Optional<Stored> find(BlobKey key) {
    requireWorking();
    return Optional.ofNullable(blobs.get(key.value())).map(blob -> stored(key.value(), blob));
  }

  private static Stored stored(String key, Blob blob) {
    return new Stored(new BlobKey(key), blob.bytes().length, blob.at());
  }

  @Override
  public synchronized Optional<InputStream> read(BlobKey key, long from) {
    requireWorking();
    return Optional.ofNullable(blobs.get(key.value()))
        .map(blob -> {
          int start = (int) Math.min(from, blob.bytes().length);
          return new ByteArrayInputStream(blob.bytes(), start, blob.bytes().length - start);
        });
  }

  @Override
  public synchronized void delete(BlobKey key) {
    requireWorking();
    blobs.remove(key.value());
  }

  @Override
  public synchronized List<Stored> list(String day, @Nullable BlobKey after, int limit) {
    requireWorking();
    String from = after == null ? day + "/" : after.value();
    return blobs.tailMap(from, false).entrySet().stream()
        .takeWhile(entry -> entry.getKey().startsWith(day))
        .limit(limit)
        .map(entry -> stored(entry.getKey(), entry.getValue()))
        .toList();
  }

  @Override
  public synchronized int abortBegunBefore(Instant time) {
    requireWorking();
    int before = uploads.size();
    uploads.values().removeIf(open -> open.begun().isBefore(time));
    return before - uploads.size();
  }

  @Override
  public void close() {
    // Nothing is open.
  }

  @Override
  public synchronized Grant check(String method, String path, Map<String, String> query) {
    requireWorking();
    Signed known = signed.get(query.getOrDefault("signature", ""));
    String wanted = method.equals("HEAD") ? "GET" : method;
    if (known == null || !known.method().equals(wanted) || !known.path().equals(path)) {
      return new Grant.Refused(Refusal.FORBIDDEN);
    }
    if (!clock.instant().isBefore(known.expires())) {
      return new Grant.Refused(Refusal.EXPIRED);
    }
    return switch (known.grant()) {
      case Grant.Receive receive when !uploads.containsKey(receive.key()) ->
          new Grant.Refused(Refusal.GONE);
      case Grant.Give(BlobKey key, Presentation presentation, _) -> {
        Blob blob = blobs.get(key.value());
        yield blob == null
            ? new Grant.Refused(Refusal.GONE)
            : new Grant.Give(key, presentation, blob.bytes().length);
      }
      case Grant grant -> grant;
    };
  }

  @Override
  public synchronized Sink receive(Grant.Receive grant) {
    requireWorking();
    if (!receiving.add(grant.key() + " " + grant.part())) {
      throw new Overloaded("the part is just being received");
    }
    return new MemorySink(grant);
  }

  @Override
  public synchronized Optional<SeekableByteChannel> give(Grant.Give grant) {
    requireWorking();
    return Optional.ofNullable(blobs.get(grant.key().value()))
        .map(blob -> new MemoryChannel(blob.bytes()));
  }

  private void requireWorking() {
    if (broken) {
      throw new Unavailable("the store is broken down");
    }
  }

  private synchronized boolean keep(Grant.Receive grant, byte[] bytes) {
    Open open = uploads.get(grant.key());
    boolean announced = bytes.length == grant.length() && sha256(bytes).equals(grant.sha256());
    if (open == null || !announced) {
      return false;
    }
    open.parts().put(grant.part(), new Part(bytes, grant.sha256()));
    return true;
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private final class MemorySink implements Sink {
    private final Grant.Receive grant;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    MemorySink(Grant.Receive grant) {
      this.grant = grant;
    }

    @Override
    public void write(ByteBuffer more) {
      if (bytes.size() + more.remaining() > grant.length()) {
        throw new IllegalStateException("more bytes than announced");
      }
      byte[] copy = new byte[more.remaining()];
      more.get(copy);
      bytes.writeBytes(copy);
    }

    @Override
    public boolean keep() {
      return InMemoryBlobStore.this.keep(grant, bytes.toByteArray());
    }

    @Override
    public void close() {
      synchronized (InMemoryBlobStore.this) {
        receiving.remove(grant.key() + " " + grant.part());
      }
    }
  }

  private static final class MemoryChannel implements SeekableByteChannel {
    private final ByteBuffer bytes;

    MemoryChannel(byte[] bytes) {
      this.bytes = ByteBuffer.wrap(bytes);
    }

    @Override
    public int read(ByteBuffer target) {
      if (!bytes.hasRemaining()) {
        return -1;
      }
      int count = Math.min(target.remaining(), bytes.remaining());
      target.put(bytes.slice(bytes.position(), count));
      bytes.position(bytes.position() + count);
      return count;
    }

    @Override
    public int write(ByteBuffer source) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long position() {
      return bytes.position();
    }

    @Override
    public SeekableByteChannel position(long newPosition) {
      bytes.position((int) newPosition);
      return this;
    }

    @Override
    public long size() {
      return bytes.limit();
    }

    @Override
    public SeekableByteChannel truncate(long size) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }
}
