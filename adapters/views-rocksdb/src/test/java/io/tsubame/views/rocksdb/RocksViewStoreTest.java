package io.tsubame.views.rocksdb;

import io.tsubame.application.view.ViewStore;
import io.tsubame.testkit.ViewStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class RocksViewStoreTest extends ViewStoreContract {
  @TempDir private Path directory;

  @Override
  protected ViewStore start() {
    return RocksViewStore.open(directory, RocksViewStoreConfig.DEFAULT);
  }
}
