package io.tsubame.application.view;

import java.time.Instant;

/// That an account waits to be let into a room.
public record JoinRequestRow(Instant at) {
  private static final int FORMAT = 1;

  public byte[] encode() {
    return new RowWriter(FORMAT).time(at).bytes();
  }

  public static JoinRequestRow decode(byte[] bytes) {
    RowReader in = new RowReader(Table.JOIN_REQUESTS, bytes, FORMAT);
    return in.end(new JoinRequestRow(in.time()));
  }
}
