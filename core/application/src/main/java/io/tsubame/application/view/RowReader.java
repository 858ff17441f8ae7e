package io.tsubame.application.view;

import io.tsubame.domain.AccountId;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Reads what [RowWriter] wrote. Whatever the bytes are, it gives the fields or throws
/// [CorruptView], and takes no more memory than in proportion to their number.
public final class RowReader {
  private final Table table;
  private final byte[] bytes;
  private int next;

  /// For rows without a format number.
  RowReader(Table table, byte[] bytes) {
    this.table = table;
    this.bytes = bytes;
  }

  /// @param newest the newest format that the caller knows
  RowReader(Table table, byte[] bytes, int newest) {
    this(table, bytes);
    int format = octet();
    if (format < 1 || format > newest) {
      throw new CorruptView(
          "a row of "
              + table
              + " has format "
              + format
              + ", and this release reads up to "
              + newest
              + ": rebuild the views, or run the newer release");
    }
  }

  int octet() {
    if (next >= bytes.length) {
      throw corrupt("ends too early");
    }
    return bytes[next++] & 0xff;
  }

  boolean flag() {
    int value = octet();
    if (value > 1) {
      throw corrupt("has " + value + " for yes or no");
    }
    return value == 1;
  }

  <E> E choice(List<E> constants) {
    int place = octet();
    if (place >= constants.size()) {
      throw corrupt("has an unknown choice " + place);
    }
    return constants.get(place);
  }

  /// A number that was written as a non-negative `int`.
  int number() {
    long value = longNumber();
    if (value < 0 || value > Integer.MAX_VALUE) {
      throw corrupt("has a number out of range");
    }
    return (int) value;
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
    throw corrupt("has a number without an end");
  }

  Instant time() {
    long value = longNumber();
    try {
      return Instant.ofEpochMilli((value >>> 1) ^ -(value & 1));
    } catch (DateTimeException _) {
      throw corrupt("has no time where one belongs");
    }
  }

  String text() {
    return text(length());
  }

  @Nullable String optionalText() {
    return flag() ? text() : null;
  }

  @Nullable Instant optionalTime() {
    return flag() ? time() : null;
  }

  String lastText() {
    return text(bytes.length - next);
  }

  AccountId account() {
    return value(() -> new AccountId(number()));
  }

  /// Null where 0 was written.
  @Nullable AccountId optionalAccount() {
    int number = number();
    return number == 0 ? null : new AccountId(number);
  }

  /// As many elements as the number before them says.
  <T> List<T> list(Supplier<T> element) {
    int size = length();
    List<T> elements = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      elements.add(element.get());
    }
    return elements;
  }

  /// A value whose constructor may refuse what was read.
  <T> T value(Supplier<T> construction) {
    try {
      return construction.get();
    } catch (IllegalArgumentException e) {
      throw corrupt("has a wrong value: " + e.getMessage());
    }
  }

  /// To be called last.
  <T> T end(T row) {
    if (next != bytes.length) {
      throw corrupt("goes on after its last field");
    }
    return row;
  }

  CorruptView corrupt(String how) {
    return new CorruptView("a row of " + table + " " + how + ": rebuild the views");
  }

  /// A length, or a number of elements of at least one byte each.
  private int length() {
    int length = number();
    if (length > bytes.length - next) {
      throw corrupt("ends too early");
    }
    return length;
  }

  private String text(int length) {
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(bytes, next, length))
              .toString();
      next += length;
      return text;
    } catch (CharacterCodingException _) {
      throw corrupt("has a text that is not UTF-8");
    }
  }
}
