package io.tsubame.api.stream;

import com.linecorp.armeria.common.websocket.WebSocketCloseStatus;
import com.linecorp.armeria.common.websocket.WebSocketFrame;
import com.linecorp.armeria.common.websocket.WebSocketWriter;
import io.tsubame.application.live.Frame;
import io.tsubame.application.live.LiveConnection;
import io.tsubame.domain.AccountId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The way out to one client. Frames wait here, within bounds, until the event loop takes them and
/// while the socket takes what it can; several are handed over at a time, so that a burst costs few
/// writes.
final class StreamConnection implements LiveConnection {
  private static final int FRAMES_PER_WRITE = 32;

  private final AccountId account;
  private final WebSocketWriter writer;
  private final WriteTurns turns;
  private final StreamLimits limits;

  // Guarded by this.
  private final ArrayDeque<Frame> queue = new ArrayDeque<>(2);
  private int queuedBytes;
  private boolean writing;
  private boolean greeted;
  private long closedNanos;
  private volatile boolean open = true;

  /// @param turns of the event loop that owns the socket
  StreamConnection(
      AccountId account, WebSocketWriter writer, WriteTurns turns, StreamLimits limits) {
    this.account = account;
    this.writer = writer;
    this.turns = turns;
    this.limits = limits;
  }

  @Override
  public AccountId account() {
    return account;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public void greet(Frame hello) {
    boolean full;
    synchronized (this) {
      full = isFullFor(hello);
      if (!open || greeted) {
        return;
      }
      greeted = true;
      queue.addFirst(hello);
      queuedBytes += hello.bytes().length;
      writing = true;
    }
    write(full);
  }

  @Override
  public void send(Frame frame) {
    boolean full;
    synchronized (this) {
      full = isFullFor(frame);
      if (!open) {
        return;
      }
      if (!full) {
        queue.add(frame);
        queuedBytes += frame.bytes().length;
        if (writing || !greeted) {
          return;
        }
        writing = true;
      }
    }
    write(full);
  }

  /// Guarded by this.
  private boolean isFullFor(Frame frame) {
    return queue.size() >= limits.queuedFrames()
        || queuedBytes + frame.bytes().length > limits.queuedBytes();
  }

  private void write(boolean full) {
    if (full) {
      close(CloseReason.TOO_SLOW);
    } else {
      turns.add(this);
    }
  }

  @Override
  public synchronized boolean awaitCalm() {
    long deadline = System.nanoTime() + limits.calmWithin().toNanos();
    try {
      while (open && !isCalm()) {
        long millis = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
        if (millis <= 0) {
          return false;
        }
        wait(millis);
      }
      return open;
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public synchronized boolean isCalm() {
    return queue.size() < limits.queuedFrames() / 4 && queuedBytes < limits.queuedBytes() / 4;
  }

  /// Runs the task when all that was sent, the news of the end too, is out, or never will be.
  void whenSaid(Runnable task) {
    var _ =
        writer
            .whenComplete()
            .handle((_, _) -> {
              task.run();
              return null;
            });
  }

  void ping() {
    if (open && !writer.tryWrite(WebSocketFrame.ofPing())) {
      closedByClient();
    }
  }

  @Override
  public void close(CloseReason reason) {
    close(reason, reason.name().toLowerCase(Locale.ROOT).replace('_', ' '));
  }

  void close(CloseReason reason, String words) {
    if (closeForSending()) {
      writer.close(status(reason.code(), words), words);
    }
  }

  /// The client is gone: nothing can be said any more.
  void closedByClient() {
    if (closeForSending()) {
      writer.close();
    }
  }

  /// Where the connection was closed so long ago and the client has not taken the news, the socket
  /// goes without it.
  ///
  /// @return whether it was closed so long ago
  synchronized boolean abortIfUnheard(Duration patience) {
    if (open || System.nanoTime() - closedNanos < patience.toNanos()) {
      return false;
    }
    writer.abort();
    return true;
  }

  private static WebSocketCloseStatus status(int code, String words) {
    return code < 4000
        ? WebSocketCloseStatus.valueOf(code)
        : WebSocketCloseStatus.ofPrivateUse(code, words);
  }

  private synchronized boolean closeForSending() {
    boolean wasOpen = open;
    open = false;
    closedNanos = wasOpen ? System.nanoTime() : closedNanos;
    queue.clear();
    queuedBytes = 0;
    notifyAll();
    return wasOpen;
  }

  /// Hands over what waits, and again when that is taken, until nothing waits. Called in the event
  /// loop.
  void pump() {
    List<Frame> frames = next();
    if (frames.isEmpty()) {
      return;
    }
    for (Frame frame : frames) {
      if (!writer.tryWrite(WebSocketFrame.ofText(frame.bytes()))) {
        closeForSending();
        return;
      }
    }
    var _ =
        writer
            .whenConsumed()
            .handle((_, failure) -> {
              if (failure == null) {
                pump();
              } else {
                closeForSending();
              }
              return null;
            });
  }

  private synchronized List<Frame> next() {
    List<Frame> frames = new ArrayList<>(Math.min(queue.size(), FRAMES_PER_WRITE));
    while (frames.size() < FRAMES_PER_WRITE && !queue.isEmpty()) {
      Frame frame = queue.remove();
      queuedBytes -= frame.bytes().length;
      frames.add(frame);
    }
    writing = !frames.isEmpty();
    if (isCalm()) {
      notifyAll();
    }
    return frames;
  }
}
