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
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The view store with the changes of one unwritten batch over it. Not for several threads.
public final class ViewWriter implements ViewReader {
  private final ViewStore store;
  private final ViewBatch batch = new ViewBatch();
  private final Map<Table, NavigableMap<byte[], Optional<byte[]>>> pending =
      new EnumMap<>(Table.class);

  public ViewWriter(ViewStore store) {
    this.store = store;
  }

  @Override
  public byte @Nullable [] get(Table table, byte[] key) {
    Optional<byte[]> change = pendingOf(table).get(key);
    return change == null ? store.get(table, key) : change.orElse(null);
  }

  public void put(Table table, byte[] key, byte[] value) {
    pendingOf(table).put(key, Optional.of(value));
  }

  public void delete(Table table, byte[] key) {
    pendingOf(table).put(key, Optional.empty());
  }

  /// The first entries of a range, with the batch's changes.
  @Override
  public List<Entry> scan(Table table, Range range, int limit) {
    Comparator<byte[]> order =
        range.order() == ViewStore.Order.ASCENDING
            ? Arrays::compareUnsigned
            : (one, other) -> Arrays.compareUnsigned(other, one);
    NavigableMap<byte[], Optional<byte[]>> changes = pendingIn(table, range);
    NavigableMap<byte[], byte[]> merged = new TreeMap<>(order);
    for (Entry entry : store.scan(table, range, limit + changes.size())) {
      merged.put(entry.key(), entry.value());
    }
    changes.forEach((key, value) -> {
      if (value.isPresent()) {
        merged.put(key, value.get());
      } else {
        merged.remove(key);
      }
    });
    return merged.entrySet().stream()
        .limit(limit)
        .map(entry -> new Entry(entry.getKey(), entry.getValue()))
        .toList();
  }

  public void checkpoint(String projection, int shard, long next) {
    batch.checkpoint(projection, shard, next);
  }

  /// All changes, each key once.
  public ViewBatch batch() {
    pending.forEach((table, changes) ->
        changes.forEach((key, value) -> {
          if (value.isPresent()) {
            batch.put(table, key, value.get());
          } else {
            batch.delete(table, key);
          }
        }));
    return batch;
  }

  private NavigableMap<byte[], Optional<byte[]>> pendingOf(Table table) {
    return pending.computeIfAbsent(table, _ -> new TreeMap<>(Arrays::compareUnsigned));
  }

  private NavigableMap<byte[], Optional<byte[]>> pendingIn(Table table, Range range) {
    NavigableMap<byte[], Optional<byte[]>> from = pendingOf(table).tailMap(range.from(), true);
    return range.to().length == 0 ? from : from.headMap(range.to(), false);
  }
}
