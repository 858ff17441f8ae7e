package io.tsubame.api;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpObject;
import io.micrometer.core.instrument.Counter;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/// Collects the body of a request, and lends room for what has come of it: what a client only says
/// that it will send takes none. Used by one thread at a time.
final class BodyCollector implements Subscriber<HttpObject> {
  private static final int FIRST_BYTES = 1_024;

  private final int maximum;
  private final Budget.Loan room;
  private final Counter shed;
  private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
  private @Nullable Subscription subscription;
  private byte[] bytes = {};
  private int length;

  /// @param maximum beyond which the body is refused with 413
  /// @param room for it, which it does not close
  /// @param shed counts those for which there is none
  BodyCollector(int maximum, Budget.Loan room, Counter shed) {
    this.maximum = maximum;
    this.room = room;
    this.shed = shed;
  }

  /// The body; or a [Refusal], or what went wrong with the request.
  CompletableFuture<byte[]> whole() {
    return whole;
  }

  @Override
  public void onSubscribe(Subscription begun) {
    subscription = begun;
    begun.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(HttpObject part) {
    if (part instanceof HttpData data) {
      try (data) {
        if (!whole.isDone()) {
          add(data);
        }
      }
    }
  }

  @Override
  public void onError(Throwable failure) {
    whole.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    whole.complete(bytes.length == length ? bytes : Arrays.copyOf(bytes, length));
  }

  private void add(HttpData data) {
    if (data.length() > maximum - length) {
      refuse(ErrorTable.BODY_TOO_LARGE);
      return;
    }
    int needed = length + data.length();
    if (needed > bytes.length) {
      int capacity = Math.clamp(2L * needed, Math.min(FIRST_BYTES, maximum), maximum);
      if (!room.tryReach(Budget.kilobytes(capacity))) {
        shed.increment();
        refuse(ErrorTable.OVERLOADED);
        return;
      }
      bytes = Arrays.copyOf(bytes, capacity);
    }
    System.arraycopy(data.array(), 0, bytes, length, data.length());
    length = needed;
  }

  private void refuse(ApiError error) {
    bytes = new byte[0];
    length = 0;
    whole.completeExceptionally(error.refusal());
    if (subscription != null) {
      subscription.cancel();
    }
  }
}
