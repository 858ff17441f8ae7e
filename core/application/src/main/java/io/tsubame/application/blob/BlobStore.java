package io.tsubame.application.blob;

import io.tsubame.domain.BlobKey;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The bytes of files. Clients bring and fetch them by signed URLs, past this process where the
/// store has an address of its own; so a signed URL is all that stands between a stranger and the
/// bytes, and it works for one method, one key, one length and one checksum until it expires.
///
/// Bytes are written once. An upload has parts of one size, of which the last may be shorter; it is
/// visible as a whole when it is completed, and never before.
///
/// All methods block, may be called by any thread, and throw [io.tsubame.application.Unavailable]
/// where the store does not answer. The rules are numbered in `docs/spec/files.md`.
public interface BlobStore extends AutoCloseable {
  /// What every upload is sent as: what the bytes are is found out by looking at them.
  String UPLOAD_TYPE = "application/octet-stream";

  int MAX_PARTS = 10_000;

  /// The least size of a part that is not the last one.
  long LEAST_PART_BYTES = 5 << 20;

  /// A part as the store has it.
  ///
  /// @param sha256 in hexadecimal digits; null where the store does not know it
  record StoredPart(long size, @Nullable String sha256) {}

  /// Bytes that are there as a whole.
  record Stored(BlobKey key, long size, Instant at) {}

  /// What became of completing an upload.
  sealed interface Completion {
    record Completed() implements Completion {}

    /// Nothing happened but that damaged parts may be gone.
    ///
    /// @param parts that did not come, or whose bytes are not those that were announced; ascending
    record Incomplete(List<Integer> parts) implements Completion {
      public Incomplete {
        parts = List.copyOf(parts);
      }
    }
  }

  /// Begins to take bytes under a key that was never used.
  Upload begin(BlobKey key, Layout layout);

  /// A URL to which the client sends one part by PUT, once or several times.
  ///
  /// @param number 1, 2, 3, …
  /// @param sha256 of the part, in hexadecimal digits
  SignedUrl signPart(Upload upload, int number, String sha256, Duration validity);

  /// The parts that have come. Nothing of an upload that is completed, aborted or unknown.
  Map<Integer, StoredPart> parts(Upload upload);

  /// Makes the bytes visible, where all parts are there and as announced. To be repeated where the
  /// outcome was not learnt.
  ///
  /// @param sha256s of the parts, in order
  Completion complete(Upload upload, List<String> sha256s);

  /// Forgets an upload with its parts. Nothing happens where it is completed, or unknown.
  void abort(Upload upload);

  /// A URL from which the bytes come by GET, also in ranges.
  SignedUrl signDownload(BlobKey key, Presentation presentation, Duration validity);

  /// Writes the bytes of a file from this side.
  void put(BlobKey key, Path file);

  /// Empty where there are no such bytes.
  Optional<Stored> find(BlobKey key);

  /// The bytes from an offset on, to be closed. They come as they are read. Empty where there are
  /// none.
  Optional<InputStream> read(BlobKey key, long from);

  /// Removes bytes. Nothing happens where there are none.
  void delete(BlobKey key);

  /// What was begun on a day, in the order of keys.
  ///
  /// @param day as in [BlobKey#day]
  /// @param after the last key of the page before; null for the first page
  List<Stored> list(String day, @Nullable BlobKey after, int limit);

  /// Aborts every upload that was begun before the time and is not completed.
  ///
  /// @return how many there were
  int abortBegunBefore(Instant time);

  @Override
  void close();
}
