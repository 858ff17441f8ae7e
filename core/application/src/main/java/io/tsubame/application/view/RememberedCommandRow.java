package io.tsubame.application.view;

import java.time.Instant;

/// That a command was accepted at a time.
///
/// @param command its id
public record RememberedCommandRow(Instant at, String command) {
  private static final int FORMAT = 1;

  public byte[] encode() {
    return new RowWriter(FORMAT).time(at).lastText(command).bytes();
  }

  public static RememberedCommandRow decode(byte[] bytes) {
    RowReader in = new RowReader(Table.REMEMBERED_COMMANDS, bytes, FORMAT);
    return in.end(new RememberedCommandRow(in.time(), in.lastText()));
  }
}
