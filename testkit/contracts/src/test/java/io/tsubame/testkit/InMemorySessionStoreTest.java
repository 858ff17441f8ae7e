package io.tsubame.testkit;

import io.tsubame.application.session.SessionStore;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

final class InMemorySessionStoreTest extends SessionStoreContract {
  private @Nullable InMemorySessionStore store;

  @Override
  protected SessionStore start(InstantSource time, int maxEntries) {
    store = store == null ? new InMemorySessionStore(time, maxEntries) : store.reopened();
    return store;
  }
}
