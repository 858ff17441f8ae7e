package io.tsubame.testkit;

import io.tsubame.application.blob.BlobStore;
import java.time.Duration;
import java.time.Instant;

/// The contract on the adapter in memory.
final class InMemoryBlobStoreTest extends BlobStoreContract {
  private final ManualClock clock = new ManualClock();
  private final InMemoryBlobStore store = new InMemoryBlobStore(clock);

  @Override
  protected BlobStore open() {
    return store;
  }

  @Override
  protected BlobWire wire() {
    return BlobWire.over(store);
  }

  @Override
  protected Instant now() {
    return clock.instant();
  }

  @Override
  protected void pass(Duration time) {
    clock.advance(time);
  }
}
