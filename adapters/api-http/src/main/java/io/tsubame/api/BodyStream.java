package io.tsubame.api;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/// The body of a request for a thread that blocks: each piece is asked for when the one before was
/// read, so a slow reader holds up the sender and no memory grows.
final class BodyStream extends InputStream {
  /// For each piece.
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private sealed interface Piece {
    record Bytes(byte[] array) implements Piece {}

    record End() implements Piece {}

    record Broken(Throwable cause) implements Piece {}
  }

  private final LinkedBlockingQueue<Piece> pieces = new LinkedBlockingQueue<>();
  private @Nullable Subscription subscription;
  private byte[] current = {};
  private int next;
  private boolean ended;

  private BodyStream() {}

  static BodyStream of(HttpRequest request, ServiceRequestContext context) {
    BodyStream stream = new BodyStream();
    request.subscribe(stream.new Receiver(), context.eventLoop());
    return stream;
  }

  private final class Receiver implements Subscriber<com.linecorp.armeria.common.HttpObject> {
    @Override
    public void onSubscribe(Subscription given) {
      synchronized (BodyStream.this) {
        subscription = given;
      }
      given.request(1);
    }

    @Override
    public void onNext(com.linecorp.armeria.common.HttpObject piece) {
      byte[] bytes = piece instanceof HttpData data ? data.array() : new byte[0];
      pieces.add(new Piece.Bytes(bytes));
    }

    @Override
    public void onError(Throwable cause) {
      pieces.add(new Piece.Broken(cause));
    }

    @Override
    public void onComplete() {
      pieces.add(new Piece.End());
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  /// @throws IOException where the sender breaks off, or is too slow
  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    while (next >= current.length) {
      if (ended || !fetch()) {
        return -1;
      }
    }
    int count = Math.min(length, current.length - next);
    System.arraycopy(current, next, target, offset, count);
    next += count;
    return count;
  }

  private boolean fetch() throws IOException {
    switch (take()) {
      case Piece.Bytes(byte[] array) -> {
        current = array;
        next = 0;
        request();
        return true;
      }
      case Piece.End() -> {
        ended = true;
        return false;
      }
      case Piece.Broken(Throwable cause) -> {
        ended = true;
        throw new IOException("the body broke off", cause);
      }
    }
  }

  private Piece take() throws IOException {
    try {
      Piece piece = pieces.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      if (piece == null) {
        throw new IOException("the sender is too slow");
      }
      return piece;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private synchronized void request() {
    if (subscription != null) {
      subscription.request(1);
    }
  }

  @Override
  public synchronized void close() {
    if (subscription != null) {
      subscription.cancel();
    }
  }
}
