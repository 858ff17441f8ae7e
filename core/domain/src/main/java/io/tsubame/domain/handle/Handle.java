package io.tsubame.domain.handle;

import java.time.Instant;

/// The state of a handle.
public sealed interface Handle {
  record Free() implements Handle {}

  record Claimed(String claim, Instant expiresAt) implements Handle {}

  record Bound(int holder) implements Handle {}

  Handle FREE = new Free();
}
