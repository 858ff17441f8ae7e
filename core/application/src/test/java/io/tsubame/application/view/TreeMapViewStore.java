package io.tsubame.application.view;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The least that can be a view store, for tests of this module, which the shared in-memory adapter
/// stands above.
public final class TreeMapViewStore implements ViewStore {
  /// Their keys are drawn at random, other than in tests.
  private static final Set<Table> RANDOM =
      Set.of(Table.API_TOKENS, Table.INVITATION_CODES, Table.FILE_BLOBS);

  private final Map<Table, NavigableMap<byte[], byte[]>> tables = new EnumMap<>(Table.class);
  private final Map<String, Long> checkpoints = new HashMap<>();
  private final Map<Table, NavigableMap<byte[], Integer>> writers = new EnumMap<>(Table.class);

  @Override
  public byte @Nullable [] get(Table table, byte[] key) {
    return table(table).get(key);
  }

  @Override
  public List<byte @Nullable []> multiGet(Table table, List<byte[]> keys) {
    List<byte @Nullable []> values = new ArrayList<>();
    keys.forEach(key -> values.add(get(table, key)));
    return values;
  }

  @Override
  public List<Entry> scan(Table table, Range range, int limit, long bytes) {
    NavigableMap<byte[], byte[]> rows = table(table).tailMap(range.from(), true);
    if (range.to().length > 0) {
      rows = rows.headMap(range.to(), false);
    }
    NavigableMap<byte[], byte[]> ordered =
        range.order() == Order.ASCENDING ? rows : rows.descendingMap();
    List<Entry> entries = new ArrayList<>();
    long read = 0;
    for (Map.Entry<byte[], byte[]> row : ordered.entrySet()) {
      if (entries.size() == limit || read >= bytes) {
        break;
      }
      entries.add(new Entry(row.getKey(), row.getValue()));
      read += row.getValue().length;
    }
    return entries;
  }

  @Override
  public void write(ViewBatch batch) {
    for (ViewBatch.Change change : batch.changes()) {
      checkWriter(change);
      byte[] value = change.value();
      if (value == null) {
        table(change.table()).remove(change.key());
      } else {
        table(change.table()).put(change.key(), value);
      }
    }
    batch
        .checkpoints()
        .forEach(each -> checkpoints.put(each.projection() + "/" + each.shard(), each.next()));
  }

  /// Stores of several processes rely on it (VW3).
  private void checkWriter(ViewBatch.Change change) {
    if (RANDOM.contains(change.table())) {
      return;
    }
    Integer before =
        writers
            .computeIfAbsent(change.table(), _ -> new TreeMap<>(Arrays::compareUnsigned))
            .putIfAbsent(change.key(), change.shard());
    if (before != null && before != change.shard()) {
      throw new IllegalStateException(
          "a row of %s is written by the shards %d and %d"
              .formatted(change.table(), before, change.shard()));
    }
  }

  @Override
  public long checkpoint(String projection, int shard) {
    return checkpoints.getOrDefault(projection + "/" + shard, 0L);
  }

  @Override
  public Optional<String> damage() {
    return Optional.empty();
  }

  @Override
  public void close() {}

  /// All rows in a form that can be compared and read.
  public Map<String, String> content() {
    Map<String, String> content = new TreeMap<>();
    tables.forEach((table, rows) ->
        rows.forEach((key, value) ->
            content.put(
                table + " " + HexFormat.of().formatHex(key), HexFormat.of().formatHex(value))));
    return content;
  }

  /// How many bytes the keys and values of a table take.
  public long bytes(Table table) {
    return table(table).entrySet().stream()
        .mapToLong(entry -> entry.getKey().length + entry.getValue().length)
        .sum();
  }

  private NavigableMap<byte[], byte[]> table(Table table) {
    return tables.computeIfAbsent(table, _ -> new TreeMap<>(Arrays::compareUnsigned));
  }
}
