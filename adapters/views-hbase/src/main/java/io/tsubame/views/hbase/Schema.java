package io.tsubame.views.hbase;

import io.tsubame.application.Unavailable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.hadoop.hbase.TableExistsException;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.AsyncAdmin;
import org.apache.hadoop.hbase.client.ColumnFamilyDescriptor;
import org.apache.hadoop.hbase.client.ColumnFamilyDescriptorBuilder;
import org.apache.hadoop.hbase.client.Durability;
import org.apache.hadoop.hbase.client.TableDescriptor;
import org.apache.hadoop.hbase.client.TableDescriptorBuilder;
import org.apache.hadoop.hbase.io.compress.Compression;
import org.apache.hadoop.hbase.io.encoding.DataBlockEncoding;
import org.apache.hadoop.hbase.regionserver.BloomType;

/// How the tables are made. The reasons are in `docs/adr/0061-views-on-hbase.md`.
final class Schema {
  static final byte[] FAMILY = {'v'};

  /// Under which the value of a row lies.
  static final byte[] VALUE = {};

  /// How long HBase remembers that a row was deleted: longer than a write can be under way.
  private static final Duration DELETIONS = Duration.ofDays(1);

  private static final int BLOCK_BYTES = 16 << 10;

  private final Link link;
  private final HBaseViewsConfig config;

  Schema(Link link, HBaseViewsConfig config) {
    this.link = link;
    this.config = config;
  }

  /// Makes the table where it is not there.
  void prepareViews(TableName name) {
    prepare(views(name), RowKeys.splits(config.regions()));
  }

  void prepareCurrent(TableName name) {
    prepare(
        table(name).setColumnFamily(ColumnFamilyDescriptorBuilder.of(FAMILY)).build(),
        new byte[0][]);
  }

  void delete(TableName name) {
    link.manage(open -> {
      AsyncAdmin admin = open.getAdmin();
      return admin
          .isTableEnabled(name)
          .thenCompose(enabled -> enabled ? admin.disableTable(name) : done())
          .thenCompose(_ -> admin.deleteTable(name));
    });
  }

  private void prepare(TableDescriptor table, byte[][] splits) {
    link.manage(open -> {
      AsyncAdmin admin = open.getAdmin();
      return admin
          .tableExists(table.getTableName())
          .thenCompose(exists -> exists ? done() : made(admin, table, splits))
          .thenCompose(_ -> admin.isTableAvailable(table.getTableName()))
          .thenAccept(available -> checkAvailable(available, table.getTableName()));
    });
  }

  /// Somebody else may make it at the same time.
  private static CompletableFuture<Void> made(
      AsyncAdmin admin, TableDescriptor table, byte[][] splits) {
    CompletableFuture<Void> making =
        splits.length == 0 ? admin.createTable(table) : admin.createTable(table, splits);
    return making.exceptionallyCompose(failure -> isThere(failure) ? done() : making);
  }

  private static boolean isThere(Throwable failure) {
    return failure instanceof TableExistsException
        || failure.getCause() instanceof TableExistsException;
  }

  private static void checkAvailable(boolean available, TableName name) {
    if (!available) {
      throw new Unavailable("HBase has not opened the table " + name + " yet");
    }
  }

  private static CompletableFuture<Void> done() {
    return CompletableFuture.completedFuture(null);
  }

  private TableDescriptor views(TableName name) {
    ColumnFamilyDescriptor rows =
        ColumnFamilyDescriptorBuilder.newBuilder(FAMILY)
            .setMaxVersions(1)
            .setCompressionType(Compression.Algorithm.valueOf(codec()))
            .setDataBlockEncoding(DataBlockEncoding.FAST_DIFF)
            .setBloomFilterType(BloomType.ROW)
            .setBlocksize(BLOCK_BYTES)
            .setConfiguration(
                "hbase.hstore.time.to.purge.deletes", Long.toString(DELETIONS.toMillis()))
            .build();
    return table(name).setColumnFamily(rows).build();
  }

  /// A checkpoint must not outlive rows that it stands for, on whichever server they are: so writes
  /// are on the disks before they are acknowledged.
  private static TableDescriptorBuilder table(TableName name) {
    return TableDescriptorBuilder.newBuilder(name).setDurability(Durability.FSYNC_WAL);
  }

  private String codec() {
    return config.compression().name();
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
