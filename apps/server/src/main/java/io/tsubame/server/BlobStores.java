package io.tsubame.server;

import io.tsubame.application.Unavailable;
import io.tsubame.application.blob.BlobStore;
import io.tsubame.blobs.file.DirectoryBlobStore;
import io.tsubame.blobs.s3.S3BlobStore;
import io.tsubame.blobs.s3.S3Settings;
import io.tsubame.blobs.s3.S3Settings.Patience;
import io.tsubame.passwords.argon2.SecureRandomBytes;
import io.tsubame.server.config.Configuration.FileStorage;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Opens the store of the files' bytes that is configured.
final class BlobStores {
  private BlobStores() {}

  /// @throws Unavailable where it cannot be opened
  static BlobStore open(ServerSettings settings) {
    FileStorage storage = settings.fileStorage();
    return storage.kind().equals(FileStorage.S3)
        ? s3(storage)
        : DirectoryBlobStore.open(
            settings.data().resolve("files"), new SecureRandomBytes(), settings.clock());
  }

  private static BlobStore s3(FileStorage storage) {
    Credentials credentials = credentials(storage.credentials(), System.getenv());
    return S3BlobStore.open(
        new S3Settings(
            storage.endpoint(),
            storage.region(),
            storage.bucket(),
            credentials.accessKey(),
            credentials.secretKey(),
            storage.addressing().equals(FileStorage.IN_PATH),
            new Patience(storage.calls(), storage.answer(), storage.transfer())));
  }

  record Credentials(String accessKey, String secretKey) {
    @Override
    public String toString() {
      return "Credentials[" + accessKey + "]";
    }
  }

  /// Of the file: two lines, the access key and the secret key. Of the environment where there is
  /// no file.
  ///
  /// @throws Unavailable where there are none
  static Credentials credentials(Path file, Map<String, String> environment) {
    Optional<TwoLines> written = TwoLines.of(file, "access key and secret key");
    if (written.isPresent()) {
      return new Credentials(written.get().first(), written.get().second());
    }
    String access = environment.get("AWS_ACCESS_KEY_ID");
    String secret = environment.get("AWS_SECRET_ACCESS_KEY");
    if (access == null || secret == null) {
      throw new Unavailable(
          "the storage of files needs credentials: "
              + file
              + ", or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY");
    }
    return new Credentials(access, secret);
  }

  /// Where browsers meet the storage, where that is not this server: scheme, host and port.
  static Optional<String> origin(FileStorage storage) {
    if (storage.kind().equals(FileStorage.DIRECTORY)) {
      return Optional.empty();
    }
    URI given = storage.endpoint();
    URI endpoint =
        given == null ? URI.create("https://s3." + storage.region() + ".amazonaws.com") : given;
    String bucket = storage.addressing().equals(FileStorage.IN_PATH) ? "" : storage.bucket() + ".";
    String port = endpoint.getPort() < 0 ? "" : ":" + endpoint.getPort();
    return Optional.of(endpoint.getScheme() + "://" + bucket + endpoint.getHost() + port);
  }
}
