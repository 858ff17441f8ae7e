package io.tsubame.views.hbase;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// What one batch does to the rows of one shard, as bytes.
final class Journal {
  /// Of one piece; HBase takes cells of 10 MiB at most.
  static final int PIECE_BYTES = 1 << 20;

  private static final int DELETED = -1;

  private Journal() {}

  /// @param value null deletes
  record RowChange(byte[] row, byte @Nullable [] value) {
    int bytes() {
      return row.length + (value == null ? 0 : value.length);
    }
  }

  /// Of each row `length (2) row`, `length (4, -1 where deleted) value`.
  static byte[] encode(List<RowChange> changes) {
    int length = 0;
    for (RowChange change : changes) {
      length = Math.addExact(length, Short.BYTES + Integer.BYTES + change.bytes());
    }
    ByteBuffer out = ByteBuffer.allocate(length);
    for (RowChange change : changes) {
      byte[] value = change.value();
      out.putShort((short) change.row().length).put(change.row());
      out.putInt(value == null ? DELETED : value.length);
      if (value != null) {
        out.put(value);
      }
    }
    return out.array();
  }

  static List<RowChange> decode(byte[] journal) {
    ByteBuffer in = ByteBuffer.wrap(journal);
    List<RowChange> changes = new ArrayList<>();
    while (in.hasRemaining()) {
      byte[] row = taken(in, in.getShort());
      int length = in.getInt();
      changes.add(new RowChange(row, length == DELETED ? null : taken(in, length)));
    }
    return changes;
  }

  private static byte[] taken(ByteBuffer in, int length) {
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }

  static List<byte[]> pieces(byte[] journal) {
    List<byte[]> pieces = new ArrayList<>();
    for (int at = 0; at < journal.length; at += PIECE_BYTES) {
      pieces.add(Arrays.copyOfRange(journal, at, Math.min(journal.length, at + PIECE_BYTES)));
    }
    return pieces;
  }

  static int checksum(byte[] journal) {
    CRC32C checksum = new CRC32C();
    checksum.update(journal);
    return (int) checksum.getValue();
  }
}
