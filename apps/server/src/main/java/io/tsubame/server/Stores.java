package io.tsubame.server;

import io.micrometer.core.instrument.binder.MeterBinder;
import io.tsubame.application.blob.BlobStore;
import io.tsubame.application.log.EventLog;
import io.tsubame.application.view.SwitchableViewStore;
import io.tsubame.rocksdb.DirectoryLock;
import io.tsubame.sessions.rocksdb.RocksSessionStore;
import io.tsubame.views.rocksdb.RocksViewStore;
import io.tsubame.views.rocksdb.ViewGenerations;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All that is stored: log and views on their [Ground], sessions, and the bytes of files. Below one
/// data directory these are `log`, `views`, `sessions` and `files`, as far as they do not lie
/// elsewhere.
///
/// @param generations of views in the data directory; null where the views are shared
/// @param metrics of log and views
record Stores(
    EventLog log,
    SwitchableViewStore views,
    @Nullable ViewGenerations generations,
    SessionStores sessions,
    BlobStore blobs,
    MeterBinder metrics)
    implements AutoCloseable {
  /// @throws io.tsubame.application.Unavailable where another process uses the directory, or an
  ///   engine that is needed from the start does not answer
  static Stores open(ServerSettings settings) {
    Ground ground = Ground.open(settings);
    try {
      return new Stores(
          ground.log(),
          new SwitchableViewStore(ground.views()),
          ground.generations(),
          SessionStores.open(settings),
          BlobStores.open(settings),
          ground.metrics());
    } catch (RuntimeException failure) {
      ground.views().close();
      ground.log().close();
      throw failure;
    }
  }

  /// What is wrong in the data directory and [#open] passes over: views and sessions begin again
  /// behind what their write-ahead log still tells.
  ///
  /// @throws io.tsubame.application.Unavailable where another process uses the directory
  static List<String> damagePassedOver(Path data) {
    try (DirectoryLock _ = DirectoryLock.take(data.resolve("log"))) {
      List<String> found = new ArrayList<>();
      Path views = new ViewGenerations(data.resolve("views")).current();
      RocksViewStore.damageInWriteAheadLog(views).ifPresent(what -> found.add("views: " + what));
      RocksSessionStore.damageInWriteAheadLog(data.resolve("sessions"))
          .ifPresent(what -> found.add("sessions: " + what));
      return found;
    }
  }

  @Override
  public void close() {
    blobs.close();
    sessions.close();
    views.close();
    log.close();
  }
}
