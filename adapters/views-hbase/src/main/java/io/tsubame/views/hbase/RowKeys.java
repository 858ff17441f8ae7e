package io.tsubame.views.hbase;

import io.tsubame.application.view.Table;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.IntStream;

/// Where the rows of the views lie: `salt (1 byte) table (1 byte) key`. The salt is a hash of the
/// part of the key that every scan of the table holds fast: so neighbours of different rooms are
/// spread over all regions, and what is read together lies together.
final class RowKeys {
  /// The salts are 0 to 63. Never changes: rows would not be found any more.
  static final int SALTS = 64;

  /// Longer ones are a fault of the caller.
  static final int MAX_KEY_BYTES = 4 << 10;

  /// The code of what is no table of the port.
  private static final byte COMMITS = 0;

  private static final int SALT_BITS = 6;
  private static final int PREFIX = 2;

  private RowKeys() {}

  static byte[] of(Table table, byte[] key) {
    return row(salt(table, key), Codes.of(table), key);
  }

  static byte[] keyOf(byte[] row) {
    return Arrays.copyOfRange(row, PREFIX, row.length);
  }

  /// The row that holds the commits of a shard.
  static byte[] commits(int shard) {
    byte[] key = ByteBuffer.allocate(Integer.BYTES).putInt(shard).array();
    return row(hash(key), COMMITS, key);
  }

  /// A place in a table under one salt.
  static byte[] place(int salt, Table table, byte[] key) {
    return row(salt, Codes.of(table), key);
  }

  /// Behind every row of a table under one salt.
  static byte[] behind(int salt, Table table) {
    return new byte[] {(byte) salt, (byte) (Codes.of(table) + 1)};
  }

  /// Where a table is cut into regions.
  static byte[][] splits(int regions) {
    return IntStream.range(1, regions)
        .mapToObj(region -> new byte[] {(byte) (region * SALTS / regions)})
        .toArray(byte[][]::new);
  }

  /// The salts under which a range of a table lies: one, or all.
  static int[] salts(Table table, byte[] from, byte[] to) {
    int fixed = Codes.fixedInRange(table, from);
    boolean one = fixed > 0 && endsWithin(Arrays.copyOf(from, fixed), to);
    return one ? new int[] {salt(table, from)} : IntStream.range(0, SALTS).toArray();
  }

  /// Whether nothing before `to` and behind the prefix begins otherwise.
  private static boolean endsWithin(byte[] prefix, byte[] to) {
    if (to.length == 0) {
      return false;
    }
    int common = Arrays.mismatch(prefix, to);
    return common == prefix.length || Arrays.equals(to, following(prefix));
  }

  /// The first key that does not begin with the prefix; empty where there is none.
  private static byte[] following(byte[] prefix) {
    int length = prefix.length;
    while (length > 0 && prefix[length - 1] == (byte) 0xff) {
      length--;
    }
    byte[] following = Arrays.copyOf(prefix, length);
    if (length > 0) {
      following[length - 1]++;
    }
    return following;
  }

  private static int salt(Table table, byte[] key) {
    return hash(Arrays.copyOf(key, Codes.fixed(table, key)));
  }

  /// The same in every release and process.
  private static int hash(byte[] bytes) {
    int hash = 0x811c9dc5;
    for (byte each : bytes) {
      hash = (hash ^ (each & 0xff)) * 0x01000193;
    }
    return (hash * 0x9e3779b1) >>> (Integer.SIZE - SALT_BITS);
  }

  private static byte[] row(int salt, byte code, byte[] key) {
    byte[] row = new byte[PREFIX + key.length];
    row[0] = (byte) salt;
    row[1] = code;
    System.arraycopy(key, 0, row, PREFIX, key.length);
    return row;
  }
}
