package io.tsubame.views.rocksdb;

import io.tsubame.application.view.ViewStore.Entry;
import io.tsubame.application.view.ViewStore.Order;
import io.tsubame.application.view.ViewStore.Range;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ReadOptions;
import org.rocksdb.ReadTier;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;

/// Reads the first entries of a range. The iterator knows both bounds, so that it steps over no
/// deleted rows beyond them.
record RangeScan(Range range, int limit, long bytes) {
  List<Entry> run(RocksDB db, ColumnFamilyHandle table, ReadTier tier) throws RocksDBException {
    boolean toEnd = range.to().length == 0;
    if (!toEnd && Arrays.compareUnsigned(range.from(), range.to()) >= 0) {
      return List.of();
    }
    try (Slice from = new Slice(range.from());
        Slice to = new Slice(range.to());
        ReadOptions options = new ReadOptions().setReadTier(tier).setIterateLowerBound(from)) {
      if (!toEnd) {
        options.setIterateUpperBound(to);
      }
      try (RocksIterator iterator = db.newIterator(table, options)) {
        return entries(iterator);
      }
    }
  }

  private List<Entry> entries(RocksIterator iterator) throws RocksDBException {
    boolean ascending = range.order() == Order.ASCENDING;
    List<Entry> entries = new ArrayList<>();
    if (ascending) {
      iterator.seekToFirst();
    } else {
      iterator.seekToLast();
    }
    long read = 0;
    while (iterator.isValid() && entries.size() < limit && read < bytes) {
      Entry entry = new Entry(iterator.key(), iterator.value());
      entries.add(entry);
      read += entry.value().length;
      if (ascending) {
        iterator.next();
      } else {
        iterator.prev();
      }
    }
    iterator.status();
    return entries;
  }
}
