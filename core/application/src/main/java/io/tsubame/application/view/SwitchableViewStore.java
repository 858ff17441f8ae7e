package io.tsubame.application.view;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The view store in use, which a rebuild replaces by another while it is read and written.
public final class SwitchableViewStore implements ViewStore {
  private volatile ViewStore current;

  public SwitchableViewStore(ViewStore first) {
    current = first;
  }

  /// Uses another store from now on. Calls that have begun end on the one before.
  ///
  /// @return the one before, for the caller to close
  public synchronized ViewStore switchTo(ViewStore next) {
    ViewStore before = current;
    current = next;
    return before;
  }

  @Override
  public byte @Nullable [] get(Table table, byte[] key) {
    return current.get(table, key);
  }

  @Override
  public List<byte @Nullable []> multiGet(Table table, List<byte[]> keys) {
    return current.multiGet(table, keys);
  }

  @Override
  public List<Entry> scan(Table table, Range range, int limit, long bytes) {
    return current.scan(table, range, limit, bytes);
  }

  @Override
  public void write(ViewBatch batch) {
    current.write(batch);
  }

  @Override
  public long checkpoint(String projection, int shard) {
    return current.checkpoint(projection, shard);
  }

  @Override
  public Optional<String> damage() {
    return current.damage();
  }

  /// Closes the one in use.
  @Override
  public void close() {
    current.close();
  }
}
