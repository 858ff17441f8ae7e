package io.tsubame.eventlog.kafka;

import io.tsubame.application.log.EventLog.StoredRecord;
import io.tsubame.eventlog.kafka.Frame.Batch;
import io.tsubame.eventlog.kafka.Frame.Opener;
import io.tsubame.eventlog.kafka.PartitionReader.Entry;
import io.tsubame.eventlog.kafka.PartitionReader.Wish;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Reads one shard by positions.
///
/// Where a position lies is known at some landmarks: the beginning, and where recent readings
/// ended. From the nearest it goes along the partition; from far away it first searches, as in a
/// dictionary, since every batch tells its own position.
final class ShardReader {
  /// So many offsets are rather read than searched.
  private static final int NEAR = 512;

  /// Where a first look is worth it: most readings begin near the end.
  private static final int TAIL = 64;

  private static final int MAX_LANDMARKS = 64;

  private final int shard;
  private final Readers readers;
  private final AtomicLong durableEnd = new AtomicLong();
  private final NavigableMap<Long, Landmark> landmarks = new TreeMap<>();

  ShardReader(int shard, Readers readers) {
    this.shard = shard;
    this.readers = readers;
    landmarks.put(0L, Landmark.BEGINNING);
  }

  /// See [io.tsubame.application.log.EventLog#read].
  List<StoredRecord> read(long from, int maxRecords, int maxBytes) {
    Landmark start = nearest(from);
    long end = endBehind(start.offset());
    if (from - start.position() > NEAR) {
      start = search(from, start, end);
    }
    Scan scan = new Scan(shard, start);
    Landmark before = start;
    List<StoredRecord> found = new ArrayList<>();
    long bytes = 0;
    while (scan.landmark().offset() < end && found.size() < maxRecords && bytes < maxBytes) {
      Wish wish =
          new Wish(
              shard, scan.landmark().offset(), end, maxRecords - found.size(), maxBytes - bytes);
      for (Entry entry : readers.read(wish)) {
        before = scan.landmark();
        for (StoredRecord each : scan.next(entry)) {
          if (each.position() >= from && found.size() < maxRecords && bytes < maxBytes) {
            found.add(each);
            bytes += each.payload().length;
          }
        }
      }
    }
    keep(before);
    keep(scan.landmark());
    return found;
  }

  /// Behind the last durable record.
  Landmark end() {
    return end(readers.end(shard));
  }

  /// Behind what lies before the offset.
  ///
  /// @param offset at most where the partition ends, everything before it durable
  Landmark end(long offset) {
    durableEnd.accumulateAndGet(offset, Math::max);
    Landmark start = lastUpTo(offset);
    if (offset - start.offset() > NEAR) {
      start = search(Long.MAX_VALUE, start, offset);
    }
    Scan scan = new Scan(shard, start);
    while (scan.landmark().offset() < offset) {
      Wish wish = new Wish(shard, scan.landmark().offset(), offset, NEAR, Long.MAX_VALUE);
      for (Entry entry : readers.read(wish)) {
        if (entry.offset() < offset) {
          List<StoredRecord> _ = scan.next(entry);
        }
      }
    }
    keep(scan.landmark());
    return scan.landmark();
  }

  /// What can lie where an owner's batch was to lie.
  enum Between {
    /// The batch itself, which was sent once more after an answer got lost.
    OWN_BATCH,
    /// Somebody else has taken the shard over.
    OPENER,
    /// Nothing that counts.
    VOID
  }

  /// @param from where the owner's batch was to lie
  /// @param end where it lies, or another copy of it
  /// @param epoch of the owner
  Between between(long from, long end, long epoch) {
    long at = from;
    while (at < end) {
      for (Entry entry : readers.read(new Wish(shard, at, end, NEAR, Long.MAX_VALUE))) {
        at = entry.offset() + 1;
        if (entry.offset() == from
            && entry.frame() instanceof Batch batch
            && batch.offset() == from
            && batch.epoch() == epoch) {
          return Between.OWN_BATCH;
        } else if (entry.offset() < end && entry.frame() instanceof Opener) {
          return Between.OPENER;
        }
      }
    }
    return Between.VOID;
  }

  /// Everything before the landmark is durable.
  void durableUpTo(Landmark landmark) {
    durableEnd.accumulateAndGet(landmark.offset(), Math::max);
    keep(landmark);
  }

  private long endBehind(long offset) {
    if (durableEnd.get() <= offset) {
      durableEnd.accumulateAndGet(readers.end(shard), Math::max);
    }
    return durableEnd.get();
  }

  /// Halves the offsets between until the place is near. Every batch that lies where it says is one
  /// that counts: no context is needed to believe it.
  ///
  /// @param low a landmark not behind the position
  /// @param end an offset behind it
  private Landmark search(long position, Landmark low, long end) {
    Landmark best = low;
    long high = end;
    long probe = Math.max(end - TAIL, best.offset());
    while (high - best.offset() > NEAR) {
      Landmark found = firstBatch(probe, high);
      if (found != null && found.position() <= position) {
        best = found;
      } else {
        high = probe;
      }
      probe = best.offset() + (high - best.offset()) / 2;
    }
    return best;
  }

  private @Nullable Landmark firstBatch(long from, long end) {
    long at = from;
    while (at < end) {
      for (Entry entry : readers.read(new Wish(shard, at, end, 1, Long.MAX_VALUE))) {
        at = entry.offset() + 1;
        if (entry.frame() instanceof Batch batch
            && batch.offset() == entry.offset()
            && entry.offset() < end) {
          return new Landmark(batch.position(), entry.offset());
        }
      }
    }
    return null;
  }

  private synchronized Landmark nearest(long position) {
    return landmarks.floorEntry(position).getValue();
  }

  private synchronized Landmark lastUpTo(long offset) {
    return landmarks.descendingMap().values().stream()
        .filter(each -> each.offset() <= offset)
        .findFirst()
        .orElse(Landmark.BEGINNING);
  }

  private synchronized void keep(Landmark landmark) {
    landmarks.merge(
        landmark.position(), landmark, (one, other) -> one.offset() > other.offset() ? one : other);
    if (landmarks.size() > MAX_LANDMARKS) {
      Map.Entry<Long, Landmark> second = landmarks.higherEntry(0L);
      landmarks.remove(second.getKey());
    }
  }
}
