package io.tsubame.application.query;

import io.tsubame.application.view.Table;
import io.tsubame.application.view.ViewStore;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Gets many rows, a bounded number at a time.
final class Batches {
  private Batches() {}

  /// The ids in lists that are short enough to get rows with texts for each at once.
  static <I> List<List<I>> steps(List<I> ids) {
    List<List<I>> steps = new ArrayList<>();
    for (int from = 0; from < ids.size(); from += QueryLimits.STEP) {
      steps.add(ids.subList(from, Math.min(ids.size(), from + QueryLimits.STEP)));
    }
    return steps;
  }

  /// The rows in the order of the ids, null where there is none.
  static <I, R> List<@Nullable R> get(
      ViewStore store,
      Table table,
      List<I> ids,
      Function<I, byte[]> key,
      Function<byte[], R> decode) {
    List<@Nullable R> rows = new ArrayList<>(ids.size());
    for (int from = 0; from < ids.size(); from += QueryLimits.BATCH) {
      List<I> batch = ids.subList(from, Math.min(ids.size(), from + QueryLimits.BATCH));
      for (byte @Nullable [] row : store.multiGet(table, batch.stream().map(key).toList())) {
        rows.add(row == null ? null : decode.apply(row));
      }
    }
    return rows;
  }
}
