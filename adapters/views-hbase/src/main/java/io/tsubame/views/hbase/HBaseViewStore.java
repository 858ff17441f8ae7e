package io.tsubame.views.hbase;

import io.tsubame.application.Unavailable;
import io.tsubame.application.view.Table;
import io.tsubame.application.view.ViewBatch;
import io.tsubame.application.view.ViewStore;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.Get;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.hbase.client.Scan;
import org.apache.hadoop.hbase.filter.KeyOnlyFilter;
import org.jspecify.annotations.Nullable;

/// One generation of the views on HBase. Several processes may read and write it at once.
public final class HBaseViewStore implements ViewStore {
  /// Rows that are looked at together when all are.
  private static final int LOOK = 2_000;

  private final Link link;
  private final Supplier<TableName> table;
  private final Batches batches;
  private final Shared<Row, byte @Nullable []> gets;
  private final Shared<Page, List<Entry>> pages;
  private final Runnable closing;
  private volatile boolean closed;

  /// @param closing runs when the store is closed
  HBaseViewStore(
      Link link, Supplier<TableName> table, Batches batches, Counters counters, Runnable closing) {
    this.link = link;
    this.table = table;
    this.batches = batches;
    this.closing = closing;
    gets = new Shared<>(counters.shared);
    pages = new Shared<>(counters.shared);
  }

  /// Opens the generation in use, and nothing else of what [HBaseViews] can. Does not wait for
  /// HBase; calls fail until it answers.
  public static HBaseViewStore open(HBaseViewsConfig config) {
    HBaseViews views = HBaseViews.open(config);
    return views.current(views::close);
  }

  private record Row(Table table, ByteBuffer key) {}

  private record Page(
      Table table, ByteBuffer from, ByteBuffer to, Order order, int limit, long bytes) {}

  @Override
  public byte @Nullable [] get(Table of, byte[] key) {
    checkOpen();
    byte[] row = RowKeys.of(of, key);
    byte[] value = gets.ask(new Row(of, ByteBuffer.wrap(key.clone())), () -> value(row));
    return value == null ? null : value.clone();
  }

  private byte @Nullable [] value(byte[] row) {
    return link.read(table.get(), rows -> rows.get(asked(row))).value();
  }

  private static Get asked(byte[] row) {
    return new Get(row).addColumn(Schema.FAMILY, Schema.VALUE);
  }

  @Override
  public List<byte @Nullable []> multiGet(Table of, List<byte[]> keys) {
    checkOpen();
    List<byte @Nullable []> values = new ArrayList<>(keys.size());
    if (!keys.isEmpty()) {
      List<Get> questions = keys.stream().map(key -> asked(RowKeys.of(of, key))).toList();
      link.read(table.get(), rows -> rows.getAll(questions))
          .forEach(result -> values.add(result.value()));
    }
    return values;
  }

  @Override
  public List<Entry> scan(Table of, Range range, int limit, long bytes) {
    checkOpen();
    if (limit < 1) {
      throw new IllegalArgumentException("a scan asks for at least one entry");
    }
    if (isEmpty(range)) {
      return List.of();
    }
    Range own = new Range(range.from().clone(), range.to().clone(), range.order());
    Page page =
        new Page(
            of, ByteBuffer.wrap(own.from()), ByteBuffer.wrap(own.to()), own.order(), limit, bytes);
    return pages.ask(page, () -> entries(of, own, limit, bytes)).stream()
        .map(entry -> new Entry(entry.key().clone(), entry.value().clone()))
        .toList();
  }

  private static boolean isEmpty(Range range) {
    return range.to().length > 0 && Arrays.compareUnsigned(range.from(), range.to()) >= 0;
  }

  private List<Entry> entries(Table of, Range range, int limit, long bytes) {
    int[] salts = RowKeys.salts(of, range.from(), range.to());
    if (salts.length == 1) {
      return link.read(table.get(), rows -> PageScan.run(rows, of, salts[0], range, limit, bytes));
    }
    MergedScan.Pages asking = (parts, most) -> pagesOf(of, parts, most, bytes);
    return new MergedScan(asking, range.order(), limit, bytes, salts.length)
        .run(IntStream.of(salts).mapToObj(salt -> new MergedScan.Part(salt, range)).toList());
  }

  private List<List<Entry>> pagesOf(Table of, List<MergedScan.Part> parts, int limit, long bytes) {
    return link.read(
        table.get(),
        rows -> {
          List<CompletableFuture<List<Entry>>> asked =
              parts.stream()
                  .map(part -> PageScan.run(rows, of, part.salt(), part.range(), limit, bytes))
                  .toList();
          return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
              .thenApply(_ -> asked.stream().map(CompletableFuture::join).toList());
        });
  }

  @Override
  public void write(ViewBatch batch) {
    checkOpen();
    batches.write(batch);
  }

  @Override
  public long checkpoint(String projection, int shard) {
    checkOpen();
    return batches.checkpoint(projection, shard);
  }

  /// HBase compares every block that it reads with its checksum, so reading all finds what is
  /// damaged.
  @Override
  public Optional<String> damage() {
    checkOpen();
    byte[] last = {};
    while (true) {
      byte[] behind = last;
      List<Result> page;
      try {
        page = link.read(table.get(), rows -> rows.scanAll(look(behind)));
      } catch (Unavailable failure) {
        if (Damage.isCause(failure)) {
          return Optional.of("behind row " + Damage.shown(behind) + ": " + failure.getMessage());
        }
        throw failure;
      }
      if (page.isEmpty()) {
        return Optional.empty();
      }
      last = page.getLast().getRow();
    }
  }

  private static Scan look(byte[] behind) {
    return new Scan()
        .withStartRow(behind, false)
        .readAllVersions()
        .setRaw(true)
        .setCacheBlocks(false)
        .setFilter(new KeyOnlyFilter())
        .setLimit(LOOK);
  }

  private void checkOpen() {
    if (closed) {
      throw new Unavailable("the views are closed");
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      closing.run();
    }
  }

  /// What was done since it was opened.
  public HBaseViewNumbers numbers() {
    return link.numbers();
  }

  /// The name of the table, for those who made it.
  TableName table() {
    return table.get();
  }
}
