package io.tsubame.views.hbase;

import io.tsubame.application.view.ViewStore.Entry;
import io.tsubame.application.view.ViewStore.Order;
import io.tsubame.application.view.ViewStore.Range;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;

/// The first rows of a range that lies under several salts, in order. It is what verifying a table
/// and counting its first rows need; people's questions lie under one salt.
final class MergedScan {
  /// Of the rows that are wanted, every salt is asked for its part and some more.
  private static final int SPARE = 8;

  /// Asks several salts at once.
  interface Pages {
    /// @return for each salt the first rows of its range
    List<List<Entry>> of(List<Part> parts, int limit);
  }

  /// What is left of a range under one salt.
  record Part(int salt, Range range) {}

  private final Pages pages;
  private final int limit;
  private final long bytes;
  private final int chunk;
  private final PriorityQueue<Source> sources;

  /// One salt, with rows that have been read and not been taken.
  private static final class Source {
    final Deque<Entry> rows;
    final Part part;

    /// Whether there may be more behind them.
    final boolean more;

    Source(Part part, List<Entry> rows, boolean more) {
      this.part = part;
      this.rows = new ArrayDeque<>(rows);
      this.more = more;
    }
  }

  MergedScan(Pages pages, Order order, int limit, long bytes, int salts) {
    this.pages = pages;
    this.limit = limit;
    this.bytes = bytes;
    chunk = Math.min(limit, limit / salts + SPARE);
    Comparator<Source> first =
        Comparator.comparing(source -> source.rows.getFirst().key(), Arrays::compareUnsigned);
    sources = new PriorityQueue<>(order == Order.ASCENDING ? first : first.reversed());
  }

  List<Entry> run(List<Part> parts) {
    addAll(parts);
    List<Entry> entries = new ArrayList<>();
    long read = 0;
    while (!sources.isEmpty() && entries.size() < limit && read < bytes) {
      Source source = sources.remove();
      Entry entry = source.rows.removeFirst();
      entries.add(entry);
      read += entry.value().length;
      if (!source.rows.isEmpty()) {
        sources.add(source);
      } else if (source.more) {
        addAll(List.of(new Part(source.part.salt(), behind(entry, source.part.range()))));
      }
    }
    return entries;
  }

  private void addAll(List<Part> parts) {
    List<List<Entry>> found = pages.of(parts, chunk);
    for (int i = 0; i < parts.size(); i++) {
      List<Entry> rows = found.get(i);
      if (!rows.isEmpty()) {
        sources.add(new Source(parts.get(i), rows, rows.size() == chunk));
      }
    }
  }

  private static Range behind(Entry last, Range range) {
    return switch (range.order()) {
      case ASCENDING ->
          new Range(Arrays.copyOf(last.key(), last.key().length + 1), range.to(), Order.ASCENDING);
      case DESCENDING -> new Range(range.from(), last.key(), Order.DESCENDING);
    };
  }
}
