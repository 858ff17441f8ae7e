package io.tsubame.api.stream;

import com.linecorp.armeria.common.websocket.WebSocketFrame;
import com.linecorp.armeria.common.websocket.WebSocketFrameType;
import io.tsubame.api.stream.ClientMessage.Misunderstood;
import io.tsubame.application.OperatingFailure;
import io.tsubame.application.live.LiveConnection.CloseReason;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The life of one client on the stream: greets it, hears it frame by frame, and forgets it at the
/// end. Whatever may block runs on a virtual thread, and the next frame is taken when it is done.
final class StreamSession implements Subscriber<WebSocketFrame> {
  private static final Logger LOG = LoggerFactory.getLogger(StreamSession.class);
  private static final Thread.Builder.OfVirtual THREADS = Thread.ofVirtual().name("stream-", 0);

  private final StreamConnection connection;
  private final StreamService.Parts parts;
  private final String name;
  private final BooleanSupplier stillIn;
  private final AtomicBoolean ended = new AtomicBoolean();

  private @Nullable Subscription subscription;
  private volatile boolean awaitsResume;

  /// Whether `hello` was said, and when.
  private volatile boolean greeted;

  private volatile long greetedNanos;
  private volatile long heardNanos = System.nanoTime();
  private long windowNanos = System.nanoTime();
  private int framesInWindow;

  /// @param stillIn whether what let the client in still does; may block
  StreamSession(
      StreamConnection connection,
      StreamService.Parts parts,
      String name,
      BooleanSupplier stillIn,
      boolean resumes) {
    this.connection = connection;
    this.parts = parts;
    this.name = name;
    this.stillIn = stillIn;
    this.awaitsResume = resumes;
  }

  StreamConnection connection() {
    return connection;
  }

  /// Closes a client that was silent for too long, pings the others. Nobody is heard before
  /// `hello`.
  void heartbeat() {
    if (!greeted) {
      return;
    }
    long silent = System.nanoTime() - heardNanos;
    if (silent > 5 * parts.limits().heartbeat().toNanos() / 2) {
      connection.close(CloseReason.TOO_SLOW, "no answer to pings");
      end();
    } else {
      connection.ping();
    }
  }

  /// Closes a client that does not say in time what it has, and ends one that does not take note of
  /// being closed.
  void closeIfOverdue() {
    long age = System.nanoTime() - greetedNanos;
    if (awaitsResume && greeted && age > parts.limits().resumeWithin().toNanos()) {
      misbehaved("no resume frame came");
    }
    if (connection.abortIfUnheard(parts.limits().closeWithin())) {
      end();
    }
  }

  /// Rule LS20. May block.
  void closeIfSignedOut() {
    if (connection.isOpen() && !stillIn.getAsBoolean()) {
      connection.close(CloseReason.SIGNED_OUT);
      end();
    }
  }

  @Override
  public void onSubscribe(Subscription newSubscription) {
    subscription = newSubscription;
    THREADS.start(() -> {
      if (attempt(() -> parts.hub().connect(connection, name, awaitsResume))) {
        greetedNanos = System.nanoTime();
        heardNanos = greetedNanos;
        greeted = true;
        closeIfSignedOut(); // between the check at the door and now
        newSubscription.request(1);
      }
    });
  }

  @Override
  public void onNext(WebSocketFrame frame) {
    try (frame) {
      heardNanos = System.nanoTime();
      if (tooMany()) {
        misbehaved("too many frames");
      } else if (frame.type() == WebSocketFrameType.TEXT) {
        String text = frame.text();
        THREADS.start(() -> hear(text));
      } else if (frame.type() == WebSocketFrameType.BINARY) {
        misbehaved("binary frames have no meaning here");
      } else {
        more();
      }
    }
  }

  @Override
  public void onError(Throwable failure) {
    connection.closedByClient();
    end();
  }

  @Override
  public void onComplete() {
    connection.closedByClient();
    end();
  }

  private void hear(String text) {
    try {
      ClientMessage message = ClientMessage.parse(text);
      if (attempt(() -> act(message))) {
        more();
      }
    } catch (Misunderstood misunderstood) {
      misbehaved(String.valueOf(misunderstood.getMessage()));
    }
  }

  private void act(ClientMessage message) {
    switch (message) {
      case ClientMessage.Resume(var versions) -> {
        if (awaitsResume) {
          awaitsResume = false;
          parts.hub().resume(connection, versions);
        }
      }
      case ClientMessage.Viewing(var rooms) -> parts.viewers().viewing(connection, rooms);
      case ClientMessage.Typing(var room) -> parts.viewers().typing(connection, room);
      case ClientMessage.Presence(var state) -> parts.viewers().state(connection, state);
      case ClientMessage.Ping() -> connection.send(parts.pong());
    }
  }

  /// Where views or hub cannot serve, the client is sent away to come back.
  private boolean attempt(Runnable step) {
    try {
      step.run();
      return true;
    } catch (OperatingFailure failure) {
      LOG.atWarn().addKeyValue("connection", name).log(failure.getMessage());
      connection.close(CloseReason.TOO_SLOW, "the server is behind, come back");
    } catch (RuntimeException bug) {
      LOG.atError().addKeyValue("connection", name).setCause(bug).log("a stream failed");
      connection.close(CloseReason.TOO_SLOW, "internal error, come back");
    }
    end();
    return false;
  }

  private boolean tooMany() {
    if (heardNanos - windowNanos > 1_000_000_000L) {
      windowNanos = heardNanos;
      framesInWindow = 0;
    }
    framesInWindow++;
    return framesInWindow > parts.limits().framesPerSecond();
  }

  private void misbehaved(String why) {
    connection.close(CloseReason.MISBEHAVED, why);
    end();
  }

  private void more() {
    Subscription current = subscription;
    if (current != null) {
      current.request(1);
    }
  }

  private void end() {
    if (ended.compareAndSet(false, true)) {
      connection.whenSaid(this::cutOff);
      THREADS.start(() -> {
        parts.viewers().disconnect(connection);
        parts.hub().disconnect(connection);
      });
    }
  }

  /// Cancelled before all is said, the client would hear of another reason.
  private void cutOff() {
    Subscription current = subscription;
    if (current != null) {
      current.cancel();
    }
    parts.ended().accept(this);
  }
}
