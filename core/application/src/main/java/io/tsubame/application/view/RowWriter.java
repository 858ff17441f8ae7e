package io.tsubame.application.view;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes the fields of one row, one behind the other without names: numbers in 7-bit groups, texts
/// in UTF-8 behind their length, times as milliseconds. [RowReader] reads them in the same order.
///
/// Constants of enums are written by their place in a list of all of them, so an enum gets new
/// constants at its end.
public final class RowWriter {
  private byte[] bytes;
  private int size;

  /// Without a format number: for rows that are a number or two, of which there are many.
  RowWriter() {
    bytes = new byte[32];
  }

  /// @param format what [RowReader] compares with the newest format that it knows
  RowWriter(int format) {
    this();
    octet(format);
  }

  RowWriter octet(int value) {
    grow(1);
    bytes[size++] = (byte) value;
    return this;
  }

  RowWriter flag(boolean value) {
    return octet(value ? 1 : 0);
  }

  <E> RowWriter choice(List<E> constants, E value) {
    return octet(constants.indexOf(value));
  }

  RowWriter number(int value) {
    return number((long) value);
  }

  /// One byte for each 7 bits up to the highest one; so negative numbers take ten.
  RowWriter number(long value) {
    grow(10);
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
    return this;
  }

  /// To the millisecond; six bytes for times of this age.
  RowWriter time(Instant value) {
    long millis = value.toEpochMilli();
    return number((millis << 1) ^ (millis >> 63));
  }

  RowWriter text(String value) {
    byte[] encoded = value.getBytes(StandardCharsets.UTF_8);
    return number(encoded.length).raw(encoded);
  }

  RowWriter optionalText(@Nullable String value) {
    return value == null ? flag(false) : flag(true).text(value);
  }

  RowWriter optionalTime(@Nullable Instant value) {
    return value == null ? flag(false) : flag(true).time(value);
  }

  /// The last field of a row, which needs no length.
  RowWriter lastText(String value) {
    return raw(value.getBytes(StandardCharsets.UTF_8));
  }

  byte[] bytes() {
    return Arrays.copyOf(bytes, size);
  }

  private RowWriter raw(byte[] value) {
    grow(value.length);
    System.arraycopy(value, 0, bytes, size, value.length);
    size += value.length;
    return this;
  }

  private void grow(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
  }
}
