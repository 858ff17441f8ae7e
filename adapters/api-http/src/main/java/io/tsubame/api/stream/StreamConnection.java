package io.tsubame.api.stream;

import com.linecorp.armeria.common.websocket.WebSocketCloseStatus;
import com.linecorp.armeria.common.websocket.WebSocketFrame;
import com.linecorp.armeria.common.websocket.WebSocketWriter;
import io.tsubame.application.live.Frame;
import io.tsubame.application.live.LiveConnection;
import io.tsubame.domain.AccountId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;

/// The way out to one client. Frames wait here, within bounds, while the socket takes what it can;
/// several are handed over at a time, so that a burst costs few writes.
final class StreamConnection implements LiveConnection {
  private static final int FRAMES_PER_WRITE = 32;

  private final AccountId account;
  private final WebSocketWriter writer;
  private final StreamLimits limits;

  // Guarded by this.
  private final Queue<Frame> queue = new ArrayDeque<>(2);
  private int queuedBytes;
  private boolean writing;
  private volatile boolean open = true;

  StreamConnection(AccountId account, WebSocketWriter writer, StreamLimits limits) {
    this.account = account;
    this.writer = writer;
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
  public void send(Frame frame) {
    boolean full;
    synchronized (this) {
      if (!open) {
        return;
      }
      full =
          queue.size() >= limits.queuedFrames()
              || queuedBytes + frame.bytes().length > limits.queuedBytes();
      if (!full) {
        queue.add(frame);
        queuedBytes += frame.bytes().length;
        if (writing) {
          return;
        }
        writing = true;
      }
    }
    if (full) {
      close(CloseReason.TOO_SLOW);
    } else {
      pump();
    }
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

  private static WebSocketCloseStatus status(int code, String words) {
    return code < 4000
        ? WebSocketCloseStatus.valueOf(code)
        : WebSocketCloseStatus.ofPrivateUse(code, words);
  }

  private synchronized boolean closeForSending() {
    boolean wasOpen = open;
    open = false;
    queue.clear();
    queuedBytes = 0;
    return wasOpen;
  }

  /// Hands over what waits, and again when that is taken, until nothing waits.
  private void pump() {
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
    return frames;
  }
}
