package io.tsubame.application.blob;

import io.tsubame.domain.BlobKey;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Map;
import java.util.Optional;

/// The side of a blob store without an address of its own that the server puts on the network: what
/// its signed URLs allow, and the bytes as they come and go. It knows no account and no room; the
/// signature is the permission.
public interface ServedBlobs {
  /// Where all its URLs begin.
  String PATH = "/blobs/";

  /// What a request with a signed URL may do.
  sealed interface Grant {
    /// To send exactly so many bytes.
    ///
    /// @param offset where they belong in the whole
    record Receive(BlobKey key, int part, long offset, long length, String sha256)
        implements Grant {}

    record Give(BlobKey key, Presentation presentation, long size) implements Grant {}

    record Refused(Refusal why) implements Grant {}
  }

  /// Why a request may do nothing.
  enum Refusal {
    /// Not signed by this store, or not for this.
    FORBIDDEN,
    EXPIRED,
    /// The upload is over, or the bytes are deleted.
    GONE
  }

  /// Takes the bytes of one part.
  interface Sink extends AutoCloseable {
    /// @throws IllegalStateException where there are more than announced
    void write(ByteBuffer bytes);

    /// Keeps the bytes, durably, where they are those that were announced.
    ///
    /// @return whether they are
    boolean keep();

    /// Forgets what is not kept.
    @Override
    void close();
  }

  /// @param method `PUT`, `GET` or `HEAD`
  /// @param path as sent, decoded
  /// @param query decoded
  Grant check(String method, String path, Map<String, String> query);

  /// @throws io.tsubame.application.Overloaded where the same part is just being received
  Sink receive(Grant.Receive grant);

  /// The bytes, to be closed. Empty where they were deleted meanwhile.
  Optional<SeekableByteChannel> give(Grant.Give grant);
}
