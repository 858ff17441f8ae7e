package io.tsubame.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Divides what comes over one XMPP stream into its stanzas, wherever the network cuts it. The head
/// and the end of the stream count as stanzas of their own. Of XML it knows what XMPP allows:
/// elements, attributes and text, no comments and no CDATA, which ejabberd does not write. Not for
/// several threads.
final class StanzaSplitter {
  private static final int CHUNK = 64 << 10;
  private static final byte[] HEAD = "<stream:stream".getBytes(StandardCharsets.US_ASCII);

  /// Where what came is put together, one for all streams of the thread.
  private static final byte[] IN = new byte[1 << 20];

  /// What has come of a stanza that is not whole.
  private byte @Nullable [] rest;

  interface Listener {
    /// A stanza is in `bytes` from one index to another, only while this runs.
    void stanza(byte[] bytes, int from, int to) throws IOException;
  }

  /// Where the next bytes belong, valid until another stream takes its own.
  ByteBuffer space() throws IOException {
    int begun = 0;
    if (rest != null) {
      begun = rest.length;
      System.arraycopy(rest, 0, IN, 0, begun);
    }
    if (begun == IN.length) {
      throw new IOException("a stanza is longer than " + begun + " bytes");
    }
    return ByteBuffer.wrap(IN, begun, Math.min(CHUNK, IN.length - begun));
  }

  /// @param filled the last [#space], written to
  void split(ByteBuffer filled, Listener listener) throws IOException {
    int to = filled.position();
    int from = tag(IN, 0, to);
    for (int end = end(IN, from, to); end >= 0; end = end(IN, from, to)) {
      listener.stanza(IN, from, end);
      from = tag(IN, end, to);
    }
    rest = from == to ? null : Arrays.copyOfRange(IN, from, to);
  }

  /// @return where the stanza that begins at `from` ends; negative where it is not whole
  private static int end(byte[] bytes, int from, int to) {
    int depth = 0;
    for (int tag = from; tag < to; ) {
      int close = tagEnd(bytes, tag, to);
      if (close < 0) {
        return -1;
      }
      depth += deeper(bytes, tag, close);
      if (depth <= 0 || isHead(bytes, tag, close)) {
        return close + 1;
      }
      tag = tag(bytes, close + 1, to);
    }
    return -1;
  }

  private static int tag(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && bytes[at] != '<') {
      at++;
    }
    return at;
  }

  /// @return where the tag's `>` is, which may stand in a quoted value, too; negative where it has
  ///   not come
  private static int tagEnd(byte[] bytes, int from, int to) {
    byte quote = 0;
    for (int at = from; at < to; at++) {
      byte sign = bytes[at];
      if (quote != 0) {
        quote = sign == quote ? 0 : quote;
      } else if (sign == '\'' || sign == '"') {
        quote = sign;
      } else if (sign == '>') {
        return at;
      }
    }
    return -1;
  }

  private static int deeper(byte[] bytes, int tag, int close) {
    if (bytes[tag + 1] == '/') {
      return -1;
    }
    return bytes[tag + 1] == '?' || bytes[close - 1] == '/' ? 0 : 1;
  }

  /// The element that the whole stream is in has no end for long.
  private static boolean isHead(byte[] bytes, int tag, int close) {
    return close - tag >= HEAD.length
        && Arrays.equals(bytes, tag, tag + HEAD.length, HEAD, 0, HEAD.length);
  }
}
