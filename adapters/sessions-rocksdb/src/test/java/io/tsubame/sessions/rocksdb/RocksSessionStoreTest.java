package io.tsubame.sessions.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsubame.application.session.SessionStore;
import io.tsubame.testkit.SessionStoreContract;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RocksSessionStoreTest extends SessionStoreContract {
  @TempDir private Path directory;
  @TempDir private Path another;

  @Override
  protected SessionStore start(InstantSource time, int maxEntries) {
    return RocksSessionStore.open(
        directory, time, RocksSessionStoreConfig.DEFAULT.withMaxEntries(maxEntries));
  }

  @Test
  @DisplayName("[SS2] the upkeep removes the bytes of what has ended, and nothing else")
  void upkeep() throws Exception {
    RocksSessionStoreConfig quiet = new RocksSessionStoreConfig(100, Duration.ofDays(1), 3, 1, 10);
    try (RocksSessionStore store = RocksSessionStore.open(another, clock, quiet)) {
      for (byte number = 0; number < 10; number++) {
        store.put(new byte[] {number}, new byte[1], Duration.ofMinutes(1 + number));
      }
      clock.advance(Duration.ofMinutes(5));
      store.keepUp();
      assertThat(store.statistics().entries()).isEqualTo(7);
      store.keepUp();
      store.keepUp();
      assertThat(store.statistics().entries()).isEqualTo(5);
      assertThat(store.get(new byte[] {5})).isNotNull();
    }
  }
}
