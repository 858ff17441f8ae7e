package io.tsubame.views.hbase;

import io.tsubame.application.view.Table;
import io.tsubame.application.view.ViewStore.Entry;
import io.tsubame.application.view.ViewStore.Order;
import io.tsubame.application.view.ViewStore.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.hadoop.hbase.client.AdvancedScanResultConsumer;
import org.apache.hadoop.hbase.client.AsyncTable;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.hbase.client.Scan;

/// Reads the first rows of a range under one salt, and no more.
final class PageScan implements AdvancedScanResultConsumer {
  /// Of one answer of HBase, which sends more only while more is wanted.
  private static final long MAX_ANSWER_BYTES = 2 << 20;

  private final int limit;
  private final long bytes;
  private final List<Entry> entries = new ArrayList<>();
  private final CompletableFuture<List<Entry>> outcome = new CompletableFuture<>();
  private long read;

  private PageScan(int limit, long bytes) {
    this.limit = limit;
    this.bytes = bytes;
  }

  static CompletableFuture<List<Entry>> run(
      AsyncTable<AdvancedScanResultConsumer> rows,
      Table table,
      int salt,
      Range range,
      int limit,
      long bytes) {
    PageScan page = new PageScan(limit, bytes);
    rows.scan(scan(table, salt, range, limit), page);
    return page.outcome;
  }

  private static Scan scan(Table table, int salt, Range range, int limit) {
    byte[] from = RowKeys.place(salt, table, range.from());
    byte[] to =
        range.to().length == 0
            ? RowKeys.behind(salt, table)
            : RowKeys.place(salt, table, range.to());
    Scan scan =
        range.order() == Order.ASCENDING
            ? new Scan().withStartRow(from, true).withStopRow(to, false)
            : new Scan().setReversed(true).withStartRow(to, false).withStopRow(from, true);
    return scan.addColumn(Schema.FAMILY, Schema.VALUE)
        .setLimit(limit)
        .setCaching(limit)
        .setMaxResultSize(MAX_ANSWER_BYTES);
  }

  @Override
  public void onNext(Result[] results, ScanController controller) {
    for (Result result : results) {
      Entry entry = new Entry(RowKeys.keyOf(result.getRow()), result.value());
      entries.add(entry);
      read += entry.value().length;
      if (entries.size() == limit || read >= bytes) {
        controller.terminate();
        outcome.complete(entries);
        return;
      }
    }
  }

  @Override
  public void onError(Throwable error) {
    outcome.completeExceptionally(error);
  }

  @Override
  public void onComplete() {
    outcome.complete(entries);
  }
}
