package io.tsubame.server;

import io.tsubame.application.blob.BlobStore;
import io.tsubame.application.view.SwitchableViewStore;
import io.tsubame.application.view.ViewStore;
import io.tsubame.eventlog.rocksdb.RocksEventLog;
import io.tsubame.eventlog.rocksdb.RocksEventLogConfig;
import io.tsubame.rocksdb.DirectoryLock;
import io.tsubame.sessions.rocksdb.RocksSessionStore;
import io.tsubame.views.rocksdb.RocksViewStore;
import io.tsubame.views.rocksdb.RocksViewStoreConfig;
import io.tsubame.views.rocksdb.ViewGenerations;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The stores below one data directory: `log` and `views`; `sessions` and `files`, where these do
/// not lie elsewhere. The log holds the directory's lock.
record Stores(
    RocksEventLog log,
    SwitchableViewStore views,
    ViewGenerations generations,
    SessionStores sessions,
    BlobStore blobs)
    implements AutoCloseable {
  /// @throws io.tsubame.application.Unavailable where another process uses the directory
  static Stores open(ServerSettings settings) {
    Path data = settings.data();
    RocksEventLog log =
        RocksEventLog.open(data.resolve("log"), settings.shards(), RocksEventLogConfig.DEFAULT);
    SwitchableViewStore views = null;
    try {
      BlobStore blobs = BlobStores.open(settings);
      ViewGenerations generations = new ViewGenerations(data.resolve("views"));
      views = new SwitchableViewStore(openViews(generations.current()));
      return new Stores(log, views, generations, SessionStores.open(settings), blobs);
    } catch (RuntimeException failure) {
      if (views != null) {
        views.close();
      }
      log.close();
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

  static ViewStore openViews(Path generation) {
    return RocksViewStore.open(generation, RocksViewStoreConfig.DEFAULT);
  }

  @Override
  public void close() {
    blobs.close();
    sessions.close();
    views.close();
    log.close();
  }
}
