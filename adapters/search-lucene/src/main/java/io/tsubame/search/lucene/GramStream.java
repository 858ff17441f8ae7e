package io.tsubame.search.lucene;

import io.tsubame.search.text.Grams;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.BytesTermAttribute;
import org.apache.lucene.util.BytesRef;

/// The [Grams] of one text after the other. They are slices of the text's UTF-8.
final class GramStream extends TokenStream {
  private final BytesTermAttribute term = addAttribute(BytesTermAttribute.class);
  private final BytesRef piece = new BytesRef();
  private int[] points = {};

  /// Where the UTF-8 of each code point begins, and where the last one ends.
  private int[] offsets = {0};

  private int at;

  void use(String text) {
    points = text.codePoints().toArray();
    offsets = new int[points.length + 1];
    byte[] bytes = new byte[4 * points.length];
    int end = 0;
    for (int i = 0; i < points.length; i++) {
      offsets[i] = end;
      end = encode(points[i], bytes, end);
    }
    offsets[points.length] = end;
    piece.bytes = bytes;
  }

  @Override
  public boolean incrementToken() {
    if (at == points.length) {
      return false;
    }
    piece.offset = offsets[at];
    piece.length = offsets[at + Grams.length(points, at)] - offsets[at];
    term.setBytesRef(piece);
    at++;
    return true;
  }

  @Override
  public void reset() {
    clearAttributes();
    at = 0;
  }

  private static int encode(int point, byte[] into, int at) {
    int next = at;
    if (point < 0x80) {
      into[next++] = (byte) point;
    } else if (point < 0x800) {
      into[next++] = (byte) (0xc0 | (point >> 6));
      into[next++] = (byte) (0x80 | (point & 0x3f));
    } else if (point < 0x10000) {
      into[next++] = (byte) (0xe0 | (point >> 12));
      into[next++] = (byte) (0x80 | ((point >> 6) & 0x3f));
      into[next++] = (byte) (0x80 | (point & 0x3f));
    } else {
      into[next++] = (byte) (0xf0 | (point >> 18));
      into[next++] = (byte) (0x80 | ((point >> 12) & 0x3f));
      into[next++] = (byte) (0x80 | ((point >> 6) & 0x3f));
      into[next++] = (byte) (0x80 | (point & 0x3f));
    }
    return next;
  }
}
