package io.tsubame.application.file;

import io.tsubame.application.Unavailable;
import io.tsubame.domain.BlobKey;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// Looks at the beginnings of files.
final class FileHeads {
  private final FilePorts files;

  FileHeads(FilePorts files) {
    this.files = files;
  }

  /// What the bytes look like.
  ///
  /// @throws Unavailable where they cannot be read
  String typeOf(BlobKey key, String name) {
    Optional<InputStream> bytes = files.blobs().read(key, 0);
    if (bytes.isEmpty()) {
      throw new Unavailable("the bytes of a completed upload are not there");
    }
    try (InputStream in = bytes.get()) {
      return files.types().of(in.readNBytes(ContentTypes.HEAD_BYTES), name);
    } catch (IOException e) {
      throw new Unavailable("the bytes of a file cannot be read", e);
    }
  }
}
