package io.tsubame.application.live;

import io.tsubame.domain.AccountId;

/// One client on the live stream, as the hub sees it. Identity is the object.
public interface LiveConnection {
  AccountId account();

  /// Queues the first frame, before what was sent until now. Whoever hears it fetches what there is
  /// then.
  void greet(Frame hello);

  /// Queues a frame, in order. What is sent before [#greet] waits for it: the views may be behind
  /// it, so that the client does not find it in what it fetches. Never blocks: a connection that
  /// cannot keep up drops what it holds and closes itself with [CloseReason#TOO_SLOW]. Does nothing
  /// once closed.
  void send(Frame frame);

  /// Whether much more can be sent without being too much.
  boolean isCalm();

  /// Waits for [#isCalm]. Only for threads that may block.
  ///
  /// @return false where the client does not read in time, or is gone
  boolean awaitCalm();

  /// False from the moment in which it is closed by either side.
  boolean isOpen();

  /// Closes; the hub forgets the connection when the door then calls [LiveHub#disconnect].
  void close(CloseReason reason);

  /// Why the server ends a connection, with the WebSocket close code.
  enum CloseReason {
    MISBEHAVED(4000),
    SIGNED_OUT(4001),
    TOO_MANY(4008),
    TOO_SLOW(4009),
    SHUTTING_DOWN(1012);

    private final int code;

    CloseReason(int code) {
      this.code = code;
    }

    public int code() {
      return code;
    }
  }
}
