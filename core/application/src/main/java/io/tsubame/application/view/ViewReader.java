package io.tsubame.application.view;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reading rows, from the store itself or from the store with unwritten changes over it.
public interface ViewReader {
  byte @Nullable [] get(Table table, byte[] key);

  /// The first entries of a range.
  List<ViewStore.Entry> scan(Table table, ViewStore.Range range, int limit);
}
