package io.tsubame.application.view;

/// What a person set in their clients.
public record PreferenceRow(String value) {
  private static final int FORMAT = 1;

  public byte[] encode() {
    return new RowWriter(FORMAT).lastText(value).bytes();
  }

  public static PreferenceRow decode(byte[] bytes) {
    return new PreferenceRow(new RowReader(Table.PREFERENCES, bytes, FORMAT).lastText());
  }
}
