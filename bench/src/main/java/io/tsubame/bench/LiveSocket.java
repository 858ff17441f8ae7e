package io.tsubame.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// One client of the live stream, with little more memory than its socket, so that one process
/// holds tens of thousands. Not for several threads.
final class LiveSocket implements Loop.Endpoint {
  /// The close code where the connection ended without one.
  static final int BROKEN = 1006;

  private static final int CHUNK = 64 << 10;
  private static final byte[] HEAD_END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final int TEXT = 1;
  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final int PONG = 10;

  /// Where what came is put together, one for all sockets of the thread.
  private static final byte[] IN = new byte[2 << 20];

  private final Listener listener;
  private final byte[] request;
  private final SocketChannel channel;
  private byte @Nullable [] rest;
  private boolean upgraded;
  private boolean ended;

  /// Hears what the server says.
  interface Listener {
    /// A text is in `bytes` from one index to another, only while this runs.
    void text(byte[] bytes, int from, int to) throws IOException;

    /// @param code why, by the server's words, or [#BROKEN]; or the HTTP status of a refusal
    void ended(int code);
  }

  /// Begins to connect.
  ///
  /// @param path with what the server shall know, such as `/v1/stream?resume=1`
  LiveSocket(Loop loop, int port, String path, String token, Listener listener) throws IOException {
    this.listener = listener;
    request =
        ("GET "
                + path
                + " HTTP/1.1\r\nhost: 127.0.0.1:"
                + port
                + "\r\nupgrade: websocket\r\nconnection: Upgrade\r\nsec-websocket-version: 13\r\n"
                + "sec-websocket-key: dHN1YmFtZSBmbGllcyAhIQ==\r\nx-chatworktoken: "
                + token
                + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    channel = SocketChannel.open();
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    boolean connected =
        channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    loop.add(channel, connected ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT, this);
    if (connected) {
      write(ByteBuffer.wrap(request));
    }
  }

  /// @param text of ASCII
  void send(String text) throws IOException {
    frame(TEXT, text.getBytes(StandardCharsets.US_ASCII));
  }

  /// Ends it without a word, as a lost network does.
  void cut() throws IOException {
    ended = true;
    channel.close();
  }

  @Override
  public void ready(SelectionKey key) throws IOException {
    try {
      if (!channel.isConnected()) {
        if (channel.finishConnect()) {
          key.interestOps(SelectionKey.OP_READ);
          write(ByteBuffer.wrap(request));
        }
        return;
      }
      read();
    } catch (IOException _) {
      end(BROKEN);
    }
  }

  private void read() throws IOException {
    int begun = 0;
    if (rest != null) {
      begun = rest.length;
      System.arraycopy(rest, 0, IN, 0, begun);
    }
    int read = channel.read(ByteBuffer.wrap(IN, begun, CHUNK));
    if (read < 0) {
      end(BROKEN);
      return;
    }
    int to = begun + read;
    int from = upgraded ? 0 : head(to);
    while (!ended && upgraded) {
      int next = frame(from, to);
      if (next < 0) {
        break;
      }
      from = next;
    }
    rest = from == to ? null : Arrays.copyOfRange(IN, from, to);
  }

  /// @return where frames begin
  private int head(int to) {
    for (int end = HEAD_END.length; end <= to; end++) {
      if (Arrays.equals(IN, end - HEAD_END.length, end, HEAD_END, 0, HEAD_END.length)) {
        int status = 100 * (IN[9] - '0') + 10 * (IN[10] - '0') + IN[11] - '0';
        upgraded = status == 101;
        if (!upgraded) {
          end(status);
        }
        return end;
      }
    }
    return 0;
  }

  /// @return where the next frame begins, negative where this one is not whole
  private int frame(int from, int to) throws IOException {
    if (to - from < 2) {
      return -1;
    }
    int operation = IN[from] & 0x0f;
    int size = IN[from + 1] & 0x7f;
    int payload = from + (size < 126 ? 2 : size == 126 ? 4 : 10);
    if (payload > to) {
      return -1;
    }
    if (size >= 126) {
      size = 0;
      for (int i = from + 2; i < payload; i++) {
        size = (size << 8) | (IN[i] & 0xff);
      }
    }
    int end = payload + size;
    if (end > to) {
      return -1;
    }
    heard(operation, payload, end);
    return end;
  }

  private void heard(int operation, int from, int to) throws IOException {
    switch (operation) {
      case TEXT -> listener.text(IN, from, to);
      case PING -> frame(PONG, Arrays.copyOfRange(IN, from, to));
      case CLOSE -> end(to - from < 2 ? BROKEN : ByteBuffer.wrap(IN, from, 2).getShort() & 0xffff);
      case PONG -> {
        // an answer to nothing that we asked
      }
      default -> throw new IOException("unexpected frame " + operation);
    }
  }

  private void end(int code) {
    if (!ended) {
      ended = true;
      try {
        channel.close();
      } catch (IOException _) {
        // it is gone in any case
      }
      listener.ended(code);
    }
  }

  /// Masked, as a client must, but by zeros.
  private void frame(int operation, byte[] payload) throws IOException {
    ByteBuffer out = ByteBuffer.allocate(8 + payload.length).put((byte) (0x80 | operation));
    if (payload.length < 126) {
      out.put((byte) (0x80 | payload.length));
    } else {
      out.put((byte) (0x80 | 126)).putShort((short) payload.length);
    }
    write(out.putInt(0).put(payload).flip());
  }

  private void write(ByteBuffer out) throws IOException {
    while (out.hasRemaining()) {
      channel.write(out);
    }
  }
}
