package io.tsubame.application.shard;

import io.tsubame.domain.AggregateId;
import io.tsubame.domain.room.Room;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The aggregates that a shard holds in memory. One leaves only after the views hold its last
/// event, so that whatever is not here can be loaded exactly. Not for several threads.
final class AggregateCache {
  /// How many that must stay are passed over in search of one that may go.
  private static final int SEARCH = 64;

  private final Aggregates aggregates;
  private final long maximumBytes;
  private final int maximumParts;
  private final LinkedHashMap<AggregateId, Entry> entries = new LinkedHashMap<>(64, 0.75f, true);
  private long bytes;

  /// @param maximumParts of one room
  AggregateCache(Aggregates aggregates, long maximumBytes, int maximumParts) {
    this.aggregates = aggregates;
    this.maximumBytes = maximumBytes;
    this.maximumParts = maximumParts;
  }

  @Nullable Aggregate<?, ?, ?> get(AggregateId id) {
    Entry entry = entries.get(id);
    return entry == null ? null : entry.aggregate;
  }

  /// Adds what was loaded.
  void loaded(AggregateId id, Aggregate<?, ?, ?> aggregate) {
    Entry entry = entries.computeIfAbsent(id, _ -> new Entry(aggregate));
    replace(entry, aggregate);
  }

  /// Takes over what an event at the position has made of it.
  void changed(AggregateId id, Aggregate<?, ?, ?> aggregate, long position) {
    loaded(id, aggregate);
    Entry entry = entries.get(id);
    if (entry != null) {
      entry.lastPosition = position;
    }
  }

  /// Lets go of what is over the bounds and may go.
  ///
  /// @param projected the position of the first record that the views lack
  void trim(long projected) {
    int passed = 0;
    Iterator<Map.Entry<AggregateId, Entry>> eldestFirst = entries.entrySet().iterator();
    while (bytes > maximumBytes && passed < SEARCH && eldestFirst.hasNext()) {
      Entry entry = eldestFirst.next().getValue();
      if (entry.lastPosition < projected) {
        eldestFirst.remove();
        bytes -= entry.bytes;
      } else {
        passed++;
      }
    }
  }

  /// The same for the parts of one room. Where events come faster than the views follow, parts go
  /// in two steps: what has not been touched since the views were behind is in them now.
  void trimParts(AggregateId id, long projected) {
    Entry entry = entries.get(id);
    if (entry == null
        || !(entry.aggregate.state() instanceof Room room)
        || room.loaded().size() <= maximumParts) {
      return;
    }
    if (entry.lastPosition < projected) {
      replace(entry, aggregates.of(room.withLoaded(Room.Loaded.NOTHING)));
      entry.mark = null;
    } else if (entry.mark == null) {
      entry.mark = new Mark(room.loaded(), entry.lastPosition);
    } else if (entry.mark.position < projected) {
      Room.Loaded rest = RoomParts.changedSince(entry.mark.loaded, room.loaded());
      replace(entry, aggregates.of(room.withLoaded(rest)));
      entry.mark = null;
    }
  }

  int size() {
    return entries.size();
  }

  long bytes() {
    return bytes;
  }

  private void replace(Entry entry, Aggregate<?, ?, ?> aggregate) {
    bytes -= entry.bytes;
    entry.aggregate = aggregate;
    entry.bytes = aggregate.weight();
    bytes += entry.bytes;
  }

  private static final class Entry {
    private Aggregate<?, ?, ?> aggregate;
    private long bytes;

    /// Of the last event that this process has seen of it, -1 for none.
    private long lastPosition = -1;

    private @Nullable Mark mark;

    Entry(Aggregate<?, ?, ?> aggregate) {
      this.aggregate = aggregate;
    }
  }

  /// A room's loaded parts as they were after the event at the position.
  private record Mark(Room.Loaded loaded, long position) {}
}
