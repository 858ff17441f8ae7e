package io.tsubame.blobs.file;

import static io.tsubame.blobs.file.Folders.attempt;

import io.tsubame.application.blob.BlobStore;
import io.tsubame.application.blob.Layout;
import io.tsubame.application.blob.Presentation;
import io.tsubame.application.blob.ServedBlobs;
import io.tsubame.application.blob.SignedUrl;
import io.tsubame.application.blob.Upload;
import io.tsubame.application.secret.RandomBytes;
import io.tsubame.domain.BlobKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Bytes in a directory, whose signed URLs this server serves itself. The package says where what
/// lies.
public final class DirectoryBlobStore implements BlobStore, ServedBlobs {
  private static final int SECRET_BYTES = 32;

  private final Folders folders;
  private final Incoming incoming;
  private final UrlSigner signer;
  private final InstantSource clock;

  private DirectoryBlobStore(Folders folders, byte[] secret, InstantSource clock) {
    this.folders = folders;
    this.incoming = new Incoming(folders);
    this.signer = new UrlSigner(secret);
    this.clock = clock;
  }

  /// Opens the store, and makes it the first time. One process at a time.
  ///
  /// @throws io.tsubame.application.Unavailable where it cannot be read or written
  public static DirectoryBlobStore open(Path directory, RandomBytes random, InstantSource clock) {
    return attempt(() -> {
      Folders folders = new Folders(directory);
      Files.createDirectories(folders.incoming());
      for (Path left : Folders.entries(folders.incoming(), "put-*")) {
        Files.deleteIfExists(left);
      }
      return new DirectoryBlobStore(folders, secret(directory, random), clock);
    });
  }

  private static byte[] secret(Path directory, RandomBytes random) throws IOException {
    Path file = directory.resolve("secret");
    if (!Files.exists(file)) {
      Path fresh =
          Files.createTempFile(
              directory,
              "secret",
              null,
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.write(fresh, random.next(SECRET_BYTES));
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }
    byte[] secret = Files.readAllBytes(file);
    if (secret.length != SECRET_BYTES) {
      throw new IOException(file + " is damaged: remove it, and URLs that were given out end");
    }
    return secret;
  }

  @Override
  public Upload begin(BlobKey key, Layout layout) {
    return attempt(() -> {
      incoming.begin(key, clock.instant());
      return new Upload(key, "", layout);
    });
  }

  @Override
  public SignedUrl signPart(Upload upload, int number, String sha256, Duration validity) {
    Layout layout = upload.layout();
    Grant.Receive grant =
        new Grant.Receive(
            upload.key(), number, layout.offset(number), layout.length(number), sha256);
    Instant expires = clock.instant().plus(validity);
    return new SignedUrl(
        signer.upload(grant, expires), Map.of("content-type", UPLOAD_TYPE), expires);
  }

  @Override
  public Map<Integer, StoredPart> parts(Upload upload) {
    return attempt(() -> incoming.parts(upload));
  }

  @Override
  public Completion complete(Upload upload, List<String> sha256s) {
    return attempt(() -> {
      if (Files.exists(folders.blob(upload.key()))) {
        incoming.abort(upload.key());
        return new Completion.Completed();
      }
      List<Integer> missing = incoming.complete(upload, sha256s, clock.instant());
      return missing.isEmpty() ? new Completion.Completed() : new Completion.Incomplete(missing);
    });
  }

  @Override
  public void abort(Upload upload) {
    attempt(() -> {
      incoming.abort(upload.key());
      return upload;
    });
  }

  @Override
  public SignedUrl signDownload(BlobKey key, Presentation presentation, Duration validity) {
    Instant expires = clock.instant().plus(validity);
    return new SignedUrl(signer.download(key, presentation, expires), Map.of(), expires);
  }

  @Override
  public void put(BlobKey key, Path file) {
    attempt(() -> {
      Path copy = Files.createTempFile(folders.incoming(), "put-", null);
      Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
      try (FileChannel written = FileChannel.open(copy, StandardOpenOption.WRITE)) {
        written.force(true);
      }
      Files.setLastModifiedTime(copy, FileTime.from(clock.instant()));
      Path place = folders.blob(key);
      Files.createDirectories(place.getParent());
      Files.move(copy, place, StandardCopyOption.ATOMIC_MOVE);
      Folders.forceNameOf(place);
      return place;
    });
  }

  @Override
  public Optional<Stored> find(BlobKey key) {
    return attempt(() -> Optional.ofNullable(stored(key)));
  }

  private @Nullable Stored stored(BlobKey key) throws IOException {
    try {
      BasicFileAttributes file = Files.readAttributes(folders.blob(key), BasicFileAttributes.class);
      return new Stored(key, file.size(), file.lastModifiedTime().toInstant());
    } catch (NoSuchFileException _) {
      return null;
    }
  }

  @Override
  public Optional<InputStream> read(BlobKey key, long from) {
    return attempt(() -> {
      Optional<SeekableByteChannel> channel = open(key);
      if (channel.isPresent()) {
        channel.get().position(from);
      }
      return channel.map(Channels::newInputStream);
    });
  }

  private Optional<SeekableByteChannel> open(BlobKey key) throws IOException {
    try {
      return Optional.of(Files.newByteChannel(folders.blob(key), StandardOpenOption.READ));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  @Override
  public void delete(BlobKey key) {
    attempt(() -> Files.deleteIfExists(folders.blob(key)));
  }

  @Override
  public List<Stored> list(String day, @Nullable BlobKey after, int limit) {
    return attempt(() -> {
      List<Path> files = Folders.entries(folders.day(day), "*");
      return files.stream()
          .map(file -> day + "/" + file.getFileName())
          .filter(BlobKey::isValid)
          .filter(key -> after == null || key.compareTo(after.value()) > 0)
          .sorted()
          .limit(limit)
          .flatMap(key -> find(new BlobKey(key)).stream())
          .toList();
    });
  }

  @Override
  public int abortBegunBefore(Instant time) {
    return attempt(() -> incoming.abortBegunBefore(time));
  }

  @Override
  public void close() {
    // No file is open for longer than a call or a transfer.
  }

  @Override
  public Grant check(String method, String path, Map<String, String> query) {
    String signed = method.equals("HEAD") ? "GET" : method;
    return switch (signer.read(signed, path, query, clock.instant())) {
      case Grant.Receive receive when !incoming.isOpen(receive.key()) ->
          new Grant.Refused(Refusal.GONE);
      case Grant.Give(BlobKey key, Presentation presentation, _) ->
          find(key)
              .<Grant>map(stored -> new Grant.Give(key, presentation, stored.size()))
              .orElseGet(() -> new Grant.Refused(Refusal.GONE));
      case Grant grant -> grant;
    };
  }

  @Override
  public Sink receive(Grant.Receive grant) {
    return attempt(() -> incoming.receive(grant));
  }

  @Override
  public Optional<SeekableByteChannel> give(Grant.Give grant) {
    return attempt(() -> open(grant.key()));
  }
}
