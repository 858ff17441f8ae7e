package io.tsubame.bench;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/// A connection that has at most one request under way. Not for several threads.
final class HttpConnection implements AutoCloseable {
  private static final byte[] LENGTH = "content-length: ".getBytes(StandardCharsets.US_ASCII);

  private final SocketChannel channel;
  private final ByteBuffer in = ByteBuffer.allocate(1 << 18);
  private ByteBuffer out = ByteBuffer.allocate(0);

  /// When the request under way should have been sent; 0 where none is under way.
  long intendedNanos;

  HttpConnection(int port) throws IOException {
    channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
  }

  SocketChannel channel() {
    return channel;
  }

  boolean isIdle() {
    return intendedNanos == 0;
  }

  /// @param intended when it should have been sent, which is when its latency begins
  void send(HttpCall call, long intended) throws IOException {
    intendedNanos = intended;
    out = ByteBuffer.wrap(call.bytes());
    while (out.hasRemaining()) {
      channel.write(out);
    }
    in.clear();
  }

  /// Reads what is there.
  ///
  /// @return the status of the answer when it is whole, else 0
  int receive() throws IOException {
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

  /// The body of the answer that [#receive] found whole.
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
