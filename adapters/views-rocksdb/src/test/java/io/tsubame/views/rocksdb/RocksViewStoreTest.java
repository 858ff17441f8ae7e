package io.tsubame.views.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsubame.application.Unavailable;
import io.tsubame.application.view.Table;
import io.tsubame.application.view.ViewBatch;
import io.tsubame.application.view.ViewStore;
import io.tsubame.testkit.ViewStoreContract;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;

final class RocksViewStoreTest extends ViewStoreContract {
  @TempDir private Path directory;
  @TempDir private Path another;

  @Override
  protected ViewStore start() {
    return RocksViewStore.open(directory, RocksViewStoreConfig.DEFAULT);
  }

  @Test
  @DisplayName("[VS14] a second user of the directory is refused, and told who the first is")
  void inUse() {
    try (ViewStore first = openAnother()) {
      assertThat(first.checkpoint("views", 0)).isZero();
      assertThatThrownBy(this::openAnother)
          .isInstanceOf(Unavailable.class)
          .hasMessageContaining("process " + ProcessHandle.current().pid());
    }
    openAnother().close();
  }

  @Test
  @DisplayName("[VS11] a table that a newer release has left does not hinder opening")
  void tableOfNewerRelease() throws Exception {
    byte[] name = "of_tomorrow".getBytes(StandardCharsets.UTF_8);
    try (Options options = new Options().setCreateIfMissing(true);
        ColumnFamilyOptions rows = new ColumnFamilyOptions();
        RocksDB db = RocksDB.open(options, another.resolve("rocksdb").toString())) {
      db.createColumnFamily(new ColumnFamilyDescriptor(name, rows)).close();
    }
    try (ViewStore store = openAnother()) {
      ViewBatch batch = new ViewBatch();
      batch.put(Table.ROOMS, new byte[1], new byte[2]);
      store.write(batch);
    }
    try (ViewStore store = openAnother()) {
      assertThat(store.get(Table.ROOMS, new byte[1])).hasSize(2);
    }
  }

  private ViewStore openAnother() {
    return RocksViewStore.open(another, RocksViewStoreConfig.DEFAULT);
  }
}
