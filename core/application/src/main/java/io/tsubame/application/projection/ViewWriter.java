package io.tsubame.application.projection;

import io.tsubame.application.view.Table;
import io.tsubame.application.view.ViewBatch;
import io.tsubame.application.view.ViewReader;
import io.tsubame.application.view.ViewStore;
import io.tsubame.application.view.ViewStore.Entry;
import io.tsubame.application.view.ViewStore.Range;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The view store with the changes of one unwritten batch over it. Not for several threads.
public final class ViewWriter implements ViewReader {
  private final ViewStore store;
  private final KnownRows known;
  private final ViewBatch batch = new ViewBatch();
  private final Map<Table, NavigableMap<byte[], Pending>> pending = new EnumMap<>(Table.class);
  private int shard;

  /// @param value null deletes
  private record Pending(byte @Nullable [] value, int shard) {}

  public ViewWriter(ViewStore store) {
    this(store, new KnownRows(0));
  }

  /// @param known is asked first, and learns what is read
  ViewWriter(ViewStore store, KnownRows known) {
    this.store = store;
    this.known = known;
  }

  @Override
  public byte @Nullable [] get(Table table, byte[] key) {
    Pending change = pendingOf(table).get(key);
    return change == null ? stored(table, key) : change.value();
  }

  private byte @Nullable [] stored(Table table, byte[] key) {
    KnownRows.Known row = known.find(table, key);
    if (row != null) {
      return row.value();
    }
    byte[] value = store.get(table, key);
    known.read(shard, table, key, value);
    return value;
  }

  /// Says whose events make the changes that follow.
  public void of(int source) {
    shard = source;
  }

  public void put(Table table, byte[] key, byte[] value) {
    pendingOf(table).put(key, new Pending(value, shard));
  }

  public void delete(Table table, byte[] key) {
    pendingOf(table).put(key, new Pending(null, shard));
  }

  /// The first entries of a range, with the batch's changes.
  @Override
  public List<Entry> scan(Table table, Range range, int limit) {
    Comparator<byte[]> order =
        range.order() == ViewStore.Order.ASCENDING
            ? Arrays::compareUnsigned
            : (one, other) -> Arrays.compareUnsigned(other, one);
    NavigableMap<byte[], Pending> changes = pendingIn(table, range);
    NavigableMap<byte[], byte[]> merged = new TreeMap<>(order);
    for (Entry entry : store.scan(table, range, limit + changes.size())) {
      merged.put(entry.key(), entry.value());
    }
    changes.forEach((key, change) -> {
      byte[] value = change.value();
      if (value != null) {
        merged.put(key, value);
      } else {
        merged.remove(key);
      }
    });
    return merged.entrySet().stream()
        .limit(limit)
        .map(entry -> new Entry(entry.getKey(), entry.getValue()))
        .toList();
  }

  /// @param from where the projection was before
  public void checkpoint(String projection, int ofShard, long from, long next) {
    batch.checkpoint(projection, ofShard, from, next);
  }

  /// All changes, each key once.
  public ViewBatch batch() {
    pending.forEach((table, changes) ->
        changes.forEach((key, change) -> {
          byte[] value = change.value();
          batch.of(change.shard());
          if (value != null) {
            batch.put(table, key, value);
          } else {
            batch.delete(table, key);
          }
        }));
    return batch;
  }

  /// Tells what knows rows that the store has taken the batch.
  void written() {
    pending.forEach((table, changes) ->
        changes.forEach((key, change) -> known.wrote(table, key, change.value())));
  }

  private NavigableMap<byte[], Pending> pendingOf(Table table) {
    return pending.computeIfAbsent(table, _ -> new TreeMap<>(Arrays::compareUnsigned));
  }

  private NavigableMap<byte[], Pending> pendingIn(Table table, Range range) {
    NavigableMap<byte[], Pending> from = pendingOf(table).tailMap(range.from(), true);
    return range.to().length == 0 ? from : from.headMap(range.to(), false);
  }
}
