package io.tsubame.application.engine;

import io.tsubame.application.engine.Finding.WrongRow;
import io.tsubame.application.view.Table;
import io.tsubame.application.view.ViewReader;
import io.tsubame.application.view.ViewStore.Entry;
import io.tsubame.application.view.ViewStore.Order;
import io.tsubame.application.view.ViewStore.Range;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// Walks through one table of two stores side by side.
final class TableComparison {
  private static final int PAGE = 1_000;

  private final Table table;
  private final ViewReader expected;
  private final ViewReader actual;

  TableComparison(Table table, ViewReader expected, ViewReader actual) {
    this.table = table;
    this.expected = expected;
    this.actual = actual;
  }

  /// @param keys is told each key whose rows are not equal
  /// @param progress is told the number of rows of each step
  void run(Consumer<byte[]> keys, LongConsumer progress) {
    Rows ones = new Rows(expected);
    Rows others = new Rows(actual);
    Entry one = ones.nextOrNull();
    Entry other = others.nextOrNull();
    while (one != null || other != null) {
      int order = compare(one, other);
      if (order != 0 || !Arrays.equals(valueOf(one), valueOf(other))) {
        keys.accept(order <= 0 ? keyOf(one) : keyOf(other));
      }
      one = order <= 0 ? ones.nextOrNull() : one;
      other = order >= 0 ? others.nextOrNull() : other;
      progress.accept(1);
    }
  }

  /// What is wrong with the row at the key, null where it is as it should be.
  @Nullable WrongRow check(byte[] key) {
    byte[] right = expected.get(table, key);
    byte[] found = actual.get(table, key);
    if (Arrays.equals(right, found)) {
      return null;
    }
    if (found == null) {
      return WrongRow.of(table, key, WrongRow.Kind.MISSING);
    }
    return WrongRow.of(table, key, right == null ? WrongRow.Kind.SURPLUS : WrongRow.Kind.DIFFERENT);
  }

  /// A store that has come to its end comes after every key.
  private static int compare(@Nullable Entry one, @Nullable Entry other) {
    if (one == null || other == null) {
      return one == null ? 1 : -1;
    }
    return Arrays.compareUnsigned(one.key(), other.key());
  }

  private static byte @Nullable [] valueOf(@Nullable Entry entry) {
    return entry == null ? null : entry.value();
  }

  private static byte[] keyOf(@Nullable Entry entry) {
    if (entry == null) {
      throw new NoSuchElementException();
    }
    return entry.key();
  }

  /// All rows of the table, page by page.
  private final class Rows {
    private final ViewReader store;
    private Iterator<Entry> page = List.<Entry>of().iterator();
    private byte[] from = new byte[0];
    private boolean ended;

    Rows(ViewReader store) {
      this.store = store;
    }

    @Nullable Entry nextOrNull() {
      if (!page.hasNext() && !ended) {
        List<Entry> rows = store.scan(table, new Range(from, new byte[0], Order.ASCENDING), PAGE);
        ended = rows.size() < PAGE;
        page = rows.iterator();
      }
      if (!page.hasNext()) {
        return null;
      }
      Entry next = page.next();
      from = Arrays.copyOf(next.key(), next.key().length + 1);
      return next;
    }
  }
}
