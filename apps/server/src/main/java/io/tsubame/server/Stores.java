package io.tsubame.server;

import io.tsubame.application.log.EventLog;
import io.tsubame.application.session.SessionStore;
import io.tsubame.application.view.ViewStore;
import io.tsubame.eventlog.rocksdb.RocksEventLog;
import io.tsubame.eventlog.rocksdb.RocksEventLogConfig;
import io.tsubame.sessions.rocksdb.RocksSessionStore;
import io.tsubame.sessions.rocksdb.RocksSessionStoreConfig;
import io.tsubame.views.rocksdb.RocksViewStore;
import io.tsubame.views.rocksdb.RocksViewStoreConfig;
import io.tsubame.views.rocksdb.ViewGenerations;
import java.nio.file.Path;

/// The embedded stores below one data directory: `log`, `views` and `sessions`. The log holds the
/// directory's lock.
record Stores(EventLog log, ViewStore views, SessionStore sessions) implements AutoCloseable {
  /// @throws io.tsubame.application.Unavailable where another process uses the directory
  static Stores open(ServerSettings settings) {
    Path data = settings.data();
    EventLog log =
        RocksEventLog.open(data.resolve("log"), settings.shards(), RocksEventLogConfig.DEFAULT);
    ViewStore views = null;
    try {
      ViewGenerations generations = new ViewGenerations(data.resolve("views"));
      views = RocksViewStore.open(generations.current(), RocksViewStoreConfig.DEFAULT);
      SessionStore sessions =
          RocksSessionStore.open(
              data.resolve("sessions"), settings.clock(), RocksSessionStoreConfig.DEFAULT);
      return new Stores(log, views, sessions);
    } catch (RuntimeException failure) {
      if (views != null) {
        views.close();
      }
      log.close();
      throw failure;
    }
  }

  @Override
  public void close() {
    sessions.close();
    views.close();
    log.close();
  }
}
