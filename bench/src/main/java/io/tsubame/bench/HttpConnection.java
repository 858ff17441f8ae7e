package io.tsubame.bench;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/// A connection that has at most one request under way. Not for several threads.
final class HttpConnection implements Loop.Endpoint, AutoCloseable {
  private static final byte[] LENGTH = "content-length: ".getBytes(StandardCharsets.US_ASCII);

  private final SocketChannel channel;
  private final Listener listener;
  private final ByteBuffer in = ByteBuffer.allocate(1 << 18);
  private HttpCall call = HttpCall.get("/", "");
  private long intendedNanos;

  /// Hears of whole answers.
  interface Listener {
    void answered(HttpConnection connection, int status);
  }

  HttpConnection(Loop loop, int port, Listener listener) throws IOException {
    this.listener = listener;
    channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
    loop.add(channel, SelectionKey.OP_READ, this);
  }

  /// The last one that was sent.
  HttpCall call() {
    return call;
  }

  /// When the last call should have been sent.
  long intendedNanos() {
    return intendedNanos;
  }

  /// @param intended when it should have been sent, which is when its latency begins
  void send(HttpCall newCall, long intended) throws IOException {
    call = newCall;
    intendedNanos = intended;
    in.clear();
    ByteBuffer out = ByteBuffer.wrap(newCall.bytes());
    while (out.hasRemaining()) {
      channel.write(out);
    }
  }

  @Override
  public void ready(SelectionKey key) throws IOException {
    int status = receive();
    if (status != 0) {
      listener.answered(this, status);
    }
  }

  /// Reads what is there.
  ///
  /// @return the status of the answer when it is whole, else 0
  private int receive() throws IOException {
    if (channel.read(in) < 0) {
      throw new EOFException("the server closed a connection");
    }
    int end = endOfHead();
    if (end < 0) {
      return 0;
    }
    int status = digits(9, 12);
    int body = status == 204 ? 0 : contentLength(end);
    if (in.position() < end + body) {
      return 0;
    }
    return status;
  }

  /// The body of the answer that the listener hears of.
  String body() {
    int end = endOfHead();
    return new String(in.array(), end, in.position() - end, StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private int endOfHead() {
    byte[] bytes = in.array();
    for (int i = 3; i < in.position(); i++) {
      if (bytes[i] == '\n' && bytes[i - 1] == '\r' && bytes[i - 2] == '\n') {
        return i + 1;
      }
    }
    return -1;
  }

  private int contentLength(int end) throws IOException {
    byte[] bytes = in.array();
    for (int i = 0; i < end - LENGTH.length; i++) {
      int matched = 0;
      while (matched < LENGTH.length && (bytes[i + matched] | 0x20) == (LENGTH[matched] | 0x20)) {
        matched++;
      }
      if (matched == LENGTH.length) {
        int from = i + LENGTH.length;
        int to = from;
        while (bytes[to] >= '0' && bytes[to] <= '9') {
          to++;
        }
        return digits(from, to);
      }
    }
    throw new IOException("an answer without content-length");
  }

  private int digits(int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      number = 10 * number + in.array()[i] - '0';
    }
    return number;
  }
}
