package io.tsubame.application.fanout;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;

/// Writes the fields of a message between nodes, one behind the other without names: numbers in
/// 7-bit groups, texts and bytes behind their length. [PacketReader] reads them in the same order.
final class PacketWriter {
  /// Nodes that speak other versions read the log instead.
  static final int VERSION = 1;

  private byte[] bytes = new byte[64];
  private int size;

  PacketWriter() {
    octet(VERSION);
  }

  int size() {
    return size;
  }

  PacketWriter octet(int value) {
    grow(1);
    bytes[size++] = (byte) value;
    return this;
  }

  PacketWriter flag(boolean value) {
    return octet(value ? 1 : 0);
  }

  /// One byte for each 7 bits up to the highest one; so negative numbers take ten.
  PacketWriter number(long value) {
    grow(10);
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
    return this;
  }

  PacketWriter numbers(Collection<Integer> values) {
    number(values.size());
    values.forEach(this::number);
    return this;
  }

  PacketWriter text(String value) {
    return bytes(value.getBytes(StandardCharsets.UTF_8));
  }

  PacketWriter bytes(byte[] value) {
    number(value.length);
    return raw(value);
  }

  /// Without a length: fields that were written before.
  PacketWriter raw(byte[] value) {
    grow(value.length);
    System.arraycopy(value, 0, bytes, size, value.length);
    size += value.length;
    return this;
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  private void grow(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
  }
}
