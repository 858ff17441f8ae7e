package io.tsubame.application.view;

/// That an account left the room, and its tasks in it went.
///
/// @param lastPart the room's greatest task id at that moment
public record DepartedRow(int lastPart) {
  private static final int FORMAT = 1;

  public byte[] encode() {
    return new RowWriter(FORMAT).number(lastPart).bytes();
  }

  public static DepartedRow decode(byte[] bytes) {
    RowReader in = new RowReader(Table.DEPARTED, bytes, FORMAT);
    return in.end(new DepartedRow(in.number()));
  }
}
