package io.tsubame.application.view;

/// How much the files of the rooms of one shard take.
public record StorageRow(long bytes, long files) {
  public static final StorageRow NOTHING = new StorageRow(0, 0);
  private static final int FORMAT = 1;

  public byte[] encode() {
    return new RowWriter(FORMAT).number(bytes).number(files).bytes();
  }

  public static StorageRow decode(byte[] row) {
    RowReader in = new RowReader(Table.STORAGE_USE, row, FORMAT);
    return in.end(new StorageRow(in.longNumber(), in.longNumber()));
  }

  public StorageRow plus(StorageRow other) {
    return new StorageRow(bytes + other.bytes, files + other.files);
  }
}
