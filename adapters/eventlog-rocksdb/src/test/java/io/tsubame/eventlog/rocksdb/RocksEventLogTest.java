package io.tsubame.eventlog.rocksdb;

import io.tsubame.application.log.EventLog;
import io.tsubame.testkit.EventLogContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class RocksEventLogTest extends EventLogContract {
  @TempDir private Path directory;

  @Override
  protected EventLog start(int shards) {
    return RocksEventLog.open(directory, shards, RocksEventLogConfig.DEFAULT);
  }
}
