package io.tsubame.domain.room;

import io.tsubame.domain.BlobKey;

/// The bytes of a file and what they are called.
///
/// @param name as it was given, with its ending
/// @param size in bytes
/// @param contentType what the bytes look like, whatever the name says, as `image/png`
/// @param checksum SHA-256 in hexadecimal digits; of a file that came in several parts that of the
///   parts' checksums, followed by `-` and their number
public record FileContent(
    String name, long size, String contentType, String checksum, BlobKey blob) {

  public FileKind kind() {
    return FileKind.of(contentType);
  }
}
