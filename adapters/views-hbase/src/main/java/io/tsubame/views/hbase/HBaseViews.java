package io.tsubame.views.hbase;

import io.tsubame.application.Unavailable;
import io.tsubame.application.view.ViewStore;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.CheckAndMutate;
import org.apache.hadoop.hbase.client.Get;
import org.apache.hadoop.hbase.client.Put;
import org.jspecify.annotations.Nullable;

/// The generations of the views on an HBase cluster, and which one is in use. A rebuild writes the
/// next generation beside it, and [#use] then changes over at once, for whoever opens the views
/// from then on.
public final class HBaseViews implements AutoCloseable {
  private static final byte[] ROW = Schema.bytes("views");
  private static final byte[] GENERATION = Schema.bytes("generation");

  private final HBaseViewsConfig config;
  private final Clock clock;
  private final Counters counters = new Counters();
  private final TableName pointer;
  private final Link link;
  private final Schema schema;

  private HBaseViews(HBaseViewsConfig config, Clock clock) {
    this.config = config;
    this.clock = clock;
    pointer = TableName.valueOf(config.prefix() + "-current");
    link = new Link(config, pointer, counters);
    schema = new Schema(link, config);
  }

  /// Does not wait for HBase.
  public static HBaseViews open(HBaseViewsConfig config) {
    return open(config, Clock.systemUTC());
  }

  /// @param clock orders nothing; HBase forgets deletions by it
  public static HBaseViews open(HBaseViewsConfig config, Clock clock) {
    return new HBaseViews(config, clock);
  }

  /// The generation in use; the first where there was none. It is looked for with the first call
  /// that HBase answers, and stays the same.
  public HBaseViewStore current() {
    return current(() -> {});
  }

  HBaseViewStore current(Runnable closing) {
    return store(new Once<>(this::prepared, config.write()), closing);
  }

  /// An empty generation behind the one in use. What a rebuild that was broken off has left there
  /// is thrown away.
  public HBaseViewStore next() {
    TableName next = table(number() + 1);
    if (link.manage(open -> open.getAdmin().tableExists(next))) {
      schema.delete(next);
    }
    schema.prepareViews(next);
    return store(() -> next, () -> {});
  }

  /// Makes a generation that was made by [#next] the one in use. It must be complete.
  public void use(ViewStore generation) {
    int number = numberOf(((HBaseViewStore) generation).table());
    int before = number();
    if (number != before && !point(before, number)) {
      throw new Unavailable("somebody else has changed the views over");
    }
  }

  /// Throws away all generations but the one in use. Nobody may use them.
  public void deleteOthers() {
    TableName current = table(number());
    for (TableName other : generations()) {
      if (!other.equals(current)) {
        schema.delete(other);
      }
    }
  }

  public HBaseViewNumbers numbers() {
    return link.numbers();
  }

  @Override
  public void close() {
    link.close();
  }

  private HBaseViewStore store(Supplier<TableName> table, Runnable closing) {
    Batches batches = new Batches(link, table, clock, counters);
    return new HBaseViewStore(link, table, batches, counters, closing);
  }

  private TableName prepared() {
    TableName current = table(number());
    schema.prepareViews(current);
    return current;
  }

  private List<TableName> generations() {
    Pattern names = Pattern.compile(Pattern.quote(config.prefix() + "-views-") + "[0-9]+");
    return link.manage(open -> open.getAdmin().listTableNames(names, false));
  }

  private TableName table(int generation) {
    return TableName.valueOf(config.prefix() + "-views-" + generation);
  }

  private int numberOf(TableName table) {
    String name = table.getNameAsString();
    String begin = config.prefix() + "-views-";
    if (!name.startsWith(begin)) {
      throw new IllegalArgumentException(name + " is no generation of " + config.prefix());
    }
    return Integer.parseInt(name.substring(begin.length()));
  }

  private int number() {
    schema.prepareCurrent(pointer);
    Integer number = read();
    if (number == null) {
      point(null, 1);
      number = read();
    }
    if (number == null) {
      throw new Unavailable("nobody says which generation of the views is in use");
    }
    return number;
  }

  private @Nullable Integer read() {
    byte[] value =
        link.read(pointer, rows -> rows.get(new Get(ROW))).getValue(Schema.FAMILY, GENERATION);
    return value == null ? null : ByteBuffer.wrap(value).getInt();
  }

  /// @return whether nobody came before
  private boolean point(@Nullable Integer before, int number) {
    CheckAndMutate.Builder check = CheckAndMutate.newBuilder(ROW);
    CheckAndMutate change =
        (before == null
                ? check.ifNotExists(Schema.FAMILY, GENERATION)
                : check.ifEquals(Schema.FAMILY, GENERATION, bytes(before)))
            .build(new Put(ROW).addColumn(Schema.FAMILY, GENERATION, bytes(number)));
    return link.write(pointer, rows -> rows.checkAndMutate(change)).isSuccess();
  }

  private static byte[] bytes(int number) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
  }
}
