package io.tsubame.application.view;

import io.tsubame.application.view.ViewStore.Entry;
import io.tsubame.application.view.ViewStore.Order;
import io.tsubame.application.view.ViewStore.Range;
import java.util.List;
import java.util.function.Consumer;

/// Walks over all entries that begin with a prefix, a bounded page at a time.
public final class Pages {
  private static final int PAGE = 256;

  private Pages() {}

  public static void forEach(
      ViewReader reader, Table table, byte[] prefix, Consumer<Entry> visitor) {
    Range range = Keys.startingWith(prefix, Order.ASCENDING);
    while (true) {
      List<Entry> page = reader.scan(table, range, PAGE);
      page.forEach(visitor);
      if (page.size() < PAGE) {
        return;
      }
      range = Keys.startingWith(prefix, page.getLast().key());
    }
  }
}
