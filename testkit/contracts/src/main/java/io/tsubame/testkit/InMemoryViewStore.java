package io.tsubame.testkit;

import io.tsubame.application.CheckpointMoved;
import io.tsubame.application.Unavailable;
import io.tsubame.application.view.Table;
import io.tsubame.application.view.ViewBatch;
import io.tsubame.application.view.ViewStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A view store that lives as long as its object, and can be made to be away.
public final class InMemoryViewStore implements ViewStore {
  private final Contents contents;
  private boolean available = true;
  private boolean closed;

  private static final class Contents {
    final ReadWriteLock lock = new ReentrantReadWriteLock();
    final Map<Table, NavigableMap<byte[], byte[]>> tables = new EnumMap<>(Table.class);
    final Map<String, Long> checkpoints = new HashMap<>();
  }

  public InMemoryViewStore() {
    this(new Contents());
    for (Table table : Table.values()) {
      contents.tables.put(table, new TreeMap<>(Arrays::compareUnsigned));
    }
  }

  private InMemoryViewStore(Contents contents) {
    this.contents = contents;
  }

  /// The store as a new process would find it.
  public InMemoryViewStore reopened() {
    return new InMemoryViewStore(contents);
  }

  /// Makes every call fail with [Unavailable] from now on, or work again.
  public void available(boolean answers) {
    locked(contents.lock.writeLock(), () -> available = answers);
  }

  @Override
  public byte @Nullable [] get(Table table, byte[] key) {
    return reading(() -> copy(table(table).get(key)));
  }

  @Override
  public List<byte @Nullable []> multiGet(Table table, List<byte[]> keys) {
    return reading(() -> {
      List<byte @Nullable []> values = new ArrayList<>(keys.size());
      keys.forEach(key -> values.add(copy(table(table).get(key))));
      return values;
    });
  }

  @Override
  public List<Entry> scan(Table table, Range range, int limit, long bytes) {
    if (limit < 1) {
      throw new IllegalArgumentException("a scan asks for at least one entry");
    }
    return reading(() -> {
      NavigableMap<byte[], byte[]> found = table(table).tailMap(range.from(), true);
      if (range.to().length > 0) {
        if (Arrays.compareUnsigned(range.from(), range.to()) >= 0) {
          return List.of();
        }
        found = found.headMap(range.to(), false);
      }
      List<Entry> entries = new ArrayList<>();
      long read = 0;
      for (Map.Entry<byte[], byte[]> row :
          (range.order() == Order.ASCENDING ? found : found.descendingMap()).entrySet()) {
        if (entries.size() == limit || read >= bytes) {
          break;
        }
        entries.add(new Entry(row.getKey().clone(), row.getValue().clone()));
        read += row.getValue().length;
      }
      return List.copyOf(entries);
    });
  }

  @Override
  public void write(ViewBatch batch) {
    locked(
        contents.lock.writeLock(),
        () -> {
          check();
          batch.checkpoints().forEach(this::checkNotMoved);
          batch.changes().forEach(this::apply);
          batch
              .checkpoints()
              .forEach(checkpoint ->
                  contents.checkpoints.put(
                      name(checkpoint.projection(), checkpoint.shard()), checkpoint.next()));
          return true;
        });
  }

  @Override
  public long checkpoint(String projection, int shard) {
    return reading(() -> contents.checkpoints.getOrDefault(name(projection, shard), 0L));
  }

  @Override
  public Optional<String> damage() {
    return Optional.empty();
  }

  @Override
  public void close() {
    locked(contents.lock.writeLock(), () -> closed = true);
  }

  private void checkNotMoved(ViewBatch.Checkpoint checkpoint) {
    long now =
        contents.checkpoints.getOrDefault(name(checkpoint.projection(), checkpoint.shard()), 0L);
    if (checkpoint.from() != ViewBatch.ANYWHERE && checkpoint.from() != now) {
      throw new CheckpointMoved(
          checkpoint.projection() + " is at " + now + ", not at " + checkpoint.from());
    }
  }

  private void apply(ViewBatch.Change change) {
    byte[] value = change.value();
    if (value == null) {
      table(change.table()).remove(change.key());
    } else {
      table(change.table()).put(change.key().clone(), value.clone());
    }
  }

  private NavigableMap<byte[], byte[]> table(Table table) {
    NavigableMap<byte[], byte[]> found = contents.tables.get(table);
    if (found == null) {
      throw new IllegalStateException("no table " + table);
    }
    return found;
  }

  private static String name(String projection, int shard) {
    return projection + "/" + shard;
  }

  private static byte @Nullable [] copy(byte @Nullable [] value) {
    return value == null ? null : value.clone();
  }

  private void check() {
    if (closed || !available) {
      throw new Unavailable("the view store is " + (closed ? "closed" : "away"));
    }
  }

  private <T extends @Nullable Object> T reading(Supplier<T> read) {
    return locked(
        contents.lock.readLock(),
        () -> {
          check();
          return read.get();
        });
  }

  private static <T extends @Nullable Object> T locked(Lock lock, Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }
}
