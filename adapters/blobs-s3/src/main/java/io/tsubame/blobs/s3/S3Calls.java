package io.tsubame.blobs.s3;

import io.tsubame.application.Overloaded;
import io.tsubame.application.Unavailable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;

/// The calls to the storage: a bounded number at a time, which have a time-out each, so that a
/// storage that does not answer holds up no more than those.
final class S3Calls {
  private final Semaphore permits;

  /// @param atOnce further ones are refused
  S3Calls(int atOnce) {
    permits = new Semaphore(atOnce);
  }

  /// @throws Overloaded where too many wait for an answer
  /// @throws Unavailable where there is none, or it is a refusal
  <T> T call(Supplier<T> call) {
    take();
    try {
      return answered(call);
    } finally {
      permits.release();
    }
  }

  /// The call counts until what it gives is closed.
  InputStream stream(Supplier<ResponseInputStream<?>> call) {
    take();
    boolean open = false;
    try {
      InputStream bytes = new Bytes(answered(call));
      open = true;
      return bytes;
    } finally {
      if (!open) {
        permits.release();
      }
    }
  }

  private void take() {
    if (!permits.tryAcquire()) {
      throw new Overloaded("too many calls wait for the storage of files");
    }
  }

  /// For what needs no network, too.
  static <T> T answered(Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException e) {
      throw new Unavailable("the storage of files does not answer: " + e.getMessage(), e);
    }
  }

  /// Whoever closes this early is not sent the rest.
  private final class Bytes extends FilterInputStream {
    private final ResponseInputStream<?> answer;
    private final AtomicBoolean closed = new AtomicBoolean();

    Bytes(ResponseInputStream<?> answer) {
      super(answer);
      this.answer = answer;
    }

    @Override
    public void close() throws IOException {
      if (closed.compareAndSet(false, true)) {
        try {
          answer.abort();
        } finally {
          permits.release();
        }
      }
    }
  }
}
