package io.tsubame.application.view;

import java.time.Instant;

/// Rows that are one number, without a format: of some tables there is one with every message.
public final class BareNumber {
  private static final byte[] NOTHING = {};

  private BareNumber() {}

  public static byte[] encode(long value) {
    return new RowWriter().number(value).bytes();
  }

  public static byte[] encode(Instant value) {
    return new RowWriter().time(value).bytes();
  }

  /// The value of a row that says all in its key.
  public static byte[] nothing() {
    return NOTHING;
  }

  public static long decode(Table table, byte[] bytes) {
    RowReader in = new RowReader(table, bytes);
    return in.end(in.longNumber());
  }

  public static int decodeInt(Table table, byte[] bytes) {
    RowReader in = new RowReader(table, bytes);
    return in.end(in.number());
  }

  public static Instant decodeTime(Table table, byte[] bytes) {
    RowReader in = new RowReader(table, bytes);
    return in.end(in.time());
  }
}
