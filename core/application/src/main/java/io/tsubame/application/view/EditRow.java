package io.tsubame.application.view;

import java.time.Instant;

/// An earlier text of a message.
///
/// @param until when it was replaced
public record EditRow(String body, Instant until) {
  private static final int FORMAT = 1;

  public byte[] encode() {
    return new RowWriter(FORMAT).time(until).lastText(body).bytes();
  }

  public static EditRow decode(byte[] bytes) {
    RowReader in = new RowReader(Table.MESSAGE_EDITS, bytes, FORMAT);
    Instant until = in.time();
    return new EditRow(in.lastText(), until);
  }
}
