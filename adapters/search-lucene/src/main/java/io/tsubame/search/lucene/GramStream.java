package io.tsubame.search.lucene;

import io.tsubame.search.text.Grams;
import java.util.Arrays;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.BytesTermAttribute;
import org.apache.lucene.util.BytesRef;

/// The [Grams] of one text after the other, each once. They are slices of the text's UTF-8.
final class GramStream extends TokenStream {
  /// Bits of a code point, of which 0 stands for none.
  private static final int POINT = 21;

  /// Spreads keys over the upper bits (Fibonacci hashing).
  private static final long SPREAD = 0x9e37_79b9_7f4a_7c15L;

  private final BytesTermAttribute term = addAttribute(BytesTermAttribute.class);
  private final BytesRef piece = new BytesRef();

  /// Where pieces begin and end in the UTF-8, in pairs.
  private int[] slices = {};

  /// Ends of the slices.
  private int end;

  private int at;

  /// The pieces of the text that were met, by hash; 0 where there is none.
  private long[] met = {};

  void use(String text) {
    int[] points = text.codePoints().toArray();
    int[] offsets = encode(points);
    slices = new int[2 * points.length];
    end = 0;
    forget(points.length);
    for (int i = 0; i < points.length; i++) {
      int length = Grams.length(points, i);
      if (meet(key(points, i, length))) {
        slices[end++] = offsets[i];
        slices[end++] = offsets[i + length];
      }
    }
  }

  @Override
  public boolean incrementToken() {
    if (at == end) {
      return false;
    }
    piece.offset = slices[at];
    piece.length = slices[at + 1] - slices[at];
    term.setBytesRef(piece);
    at += 2;
    return true;
  }

  @Override
  public void reset() {
    clearAttributes();
    at = 0;
  }

  /// Never 0, and another one for each other piece.
  private static long key(int[] points, int from, int length) {
    long key = 0;
    for (int i = from; i < from + length; i++) {
      key = (key << POINT) | (points[i] + 1);
    }
    return key;
  }

  /// Makes room for so many pieces, half of which stays empty.
  private void forget(int pieces) {
    int size = Integer.highestOneBit(Math.max(pieces, 1)) << 2;
    if (size == met.length) {
      Arrays.fill(met, 0);
    } else {
      met = new long[size];
    }
  }

  /// Whether it is met for the first time.
  private boolean meet(long key) {
    int place = (int) ((key * SPREAD) >>> Integer.SIZE) & (met.length - 1);
    while (met[place] != 0) {
      if (met[place] == key) {
        return false;
      }
      place = (place + 1) & (met.length - 1);
    }
    met[place] = key;
    return true;
  }

  /// Where the UTF-8 of each code point begins, and where the last one ends.
  private int[] encode(int[] points) {
    int[] offsets = new int[points.length + 1];
    byte[] bytes = new byte[4 * points.length];
    int next = 0;
    for (int i = 0; i < points.length; i++) {
      offsets[i] = next;
      next = encode(points[i], bytes, next);
    }
    offsets[points.length] = next;
    piece.bytes = bytes;
    return offsets;
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
