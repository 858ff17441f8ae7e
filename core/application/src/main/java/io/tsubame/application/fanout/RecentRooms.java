package io.tsubame.application.fanout;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Something about the rooms of one shard that had changes lately, up to a weight. The owner of the
/// shard and who follows it each keep one, and as both see the same changes, the owner knows
/// without asking which rooms the other remembers. Not for several threads.
final class RecentRooms<V> {
  /// What a room weighs without members.
  static final int LEAST = 16;

  private record Entry<V>(V value, int weight) {}

  private final LinkedHashMap<Integer, Entry<V>> entries = new LinkedHashMap<>(16, 0.75f, true);
  private final int maximum;
  private long weight;

  RecentRooms(int maximum) {
    this.maximum = maximum;
  }

  @Nullable V get(int room) {
    Entry<V> entry = entries.get(room);
    return entry == null ? null : entry.value();
  }

  /// Remembers a room, and forgets others that had changes longest ago. The newest always stays.
  void put(int room, V value, int members) {
    remove(room);
    entries.put(room, new Entry<>(value, LEAST + members));
    weight += LEAST + members;
    Iterator<Map.Entry<Integer, Entry<V>>> eldestFirst = entries.entrySet().iterator();
    while (weight > maximum && entries.size() > 1) {
      weight -= eldestFirst.next().getValue().weight();
      eldestFirst.remove();
    }
  }

  void remove(int room) {
    Entry<V> removed = entries.remove(room);
    if (removed != null) {
      weight -= removed.weight();
    }
  }

  void clear() {
    entries.clear();
    weight = 0;
  }

  int size() {
    return entries.size();
  }
}
