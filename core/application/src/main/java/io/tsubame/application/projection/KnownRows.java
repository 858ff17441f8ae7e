package io.tsubame.application.projection;

import io.tsubame.application.view.Table;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Rows that a projection has read, as the store holds them now, so that the next batch need not
/// ask for them again: most events change what events changed just before, such as the head of
/// their room. On a store in another process, each row that is asked for costs a way there and
/// back.
///
/// It is right as long as nobody else writes rows of the same shard. Whoever does moves the shard's
/// checkpoint; then the store takes no batch that rests on the old one, and all of the shard is to
/// be forgotten. What was used longest ago is dropped. Not for several threads.
final class KnownRows {
  /// About what a row takes beside its bytes.
  private static final int OVERHEAD_BYTES = 200;

  /// The bytes of a key stay as they are.
  private record Name(Table table, byte[] key) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Name(Table at, byte[] bytes)
          && table == at
          && Arrays.equals(key, bytes);
    }

    @Override
    public int hashCode() {
      return 31 * Arrays.hashCode(key) + table.hashCode();
    }
  }

  /// A row, or that there is none.
  ///
  /// @param shard whose events change it
  record Known(int shard, byte @Nullable [] value) {}

  private final LinkedHashMap<Name, Known> rows = new LinkedHashMap<>(16, 0.75f, true);
  private final long maxBytes;
  private long bytes;

  /// @param maxBytes about how much memory the rows may take
  KnownRows(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /// Null where it is not known, even whether there is such a row.
  @Nullable Known find(Table table, byte[] key) {
    return rows.get(new Name(table, key));
  }

  /// The store holds this.
  void read(int shard, Table table, byte[] key, byte @Nullable [] value) {
    put(new Name(table, key.clone()), new Known(shard, value));
  }

  /// The store holds this from now on, which is of interest only where the row was known before.
  void wrote(Table table, byte[] key, byte @Nullable [] value) {
    Name name = new Name(table, key);
    Known before = rows.get(name);
    if (before != null) {
      put(name, new Known(before.shard(), value));
    }
  }

  void forget(int shard) {
    rows.entrySet()
        .removeIf(row -> {
          boolean gone = row.getValue().shard() == shard;
          bytes -= gone ? weight(row.getKey(), row.getValue()) : 0;
          return gone;
        });
  }

  /// About how much memory the rows take.
  long bytes() {
    return bytes;
  }

  void forgetAll() {
    rows.clear();
    bytes = 0;
  }

  private void put(Name name, Known known) {
    Known before = rows.put(name, known);
    bytes += weight(name, known) - (before == null ? 0 : weight(name, before));
    dropEldest();
  }

  private void dropEldest() {
    while (bytes > maxBytes) {
      Map.Entry<Name, Known> eldest = rows.pollFirstEntry();
      bytes -= weight(eldest.getKey(), eldest.getValue());
    }
  }

  private static int weight(Name name, Known known) {
    byte[] value = known.value();
    return OVERHEAD_BYTES + name.key().length + (value == null ? 0 : value.length);
  }
}
