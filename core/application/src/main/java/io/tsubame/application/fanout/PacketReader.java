package io.tsubame.application.fanout;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/// Reads what [PacketWriter] wrote. Whatever the bytes are, it gives the fields or throws
/// [Misread], and takes no more memory than in proportion to their number.
final class PacketReader {
  private final byte[] bytes;
  private int next;

  PacketReader(byte[] bytes) {
    this.bytes = bytes;
    int version = octet();
    if (version != PacketWriter.VERSION) {
      throw new Misread("a message of version " + version);
    }
  }

  boolean hasMore() {
    return next < bytes.length;
  }

  int octet() {
    if (next >= bytes.length) {
      throw new Misread("a message ends too early");
    }
    return bytes[next++] & 0xff;
  }

  boolean flag() {
    return octet() != 0;
  }

  long longNumber() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int group = octet();
      value |= (long) (group & 0x7f) << shift;
      if (group < 0x80) {
        return value;
      }
    }
    throw new Misread("a number without an end");
  }

  /// A number from 0 to the greatest `int`.
  int number() {
    long value = longNumber();
    if (value < 0 || value > Integer.MAX_VALUE) {
      throw new Misread("a number out of range");
    }
    return (int) value;
  }

  /// From 0 to `bound - 1`.
  int below(int bound) {
    int value = number();
    if (value >= bound) {
      throw new Misread("a number out of range");
    }
    return value;
  }

  List<Integer> numbers() {
    return list(this::number);
  }

  /// As many elements of at least one byte as the number before them says.
  <T> List<T> list(Supplier<T> element) {
    int size = length();
    List<T> elements = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      elements.add(element.get());
    }
    return elements;
  }

  String text() {
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  byte[] bytes() {
    int length = length();
    byte[] part = Arrays.copyOfRange(bytes, next, next + length);
    next += length;
    return part;
  }

  private int length() {
    int length = number();
    if (length > bytes.length - next) {
      throw new Misread("a message ends too early");
    }
    return length;
  }
}
