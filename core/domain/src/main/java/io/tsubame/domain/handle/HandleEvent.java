package io.tsubame.domain.handle;

import io.tsubame.domain.Event;
import java.time.Instant;

/// What happens to a handle.
public sealed interface HandleEvent extends Event {
  /// Reserved for a short time, for the holder of the claim to finish what it is needed for.
  ///
  /// @param claim names the attempt, so that repeating it succeeds
  record HandleClaimed(HandleName name, String claim, Instant at, Instant expiresAt)
      implements HandleEvent {}

  /// Held for good.
  ///
  /// @param holder the account, room or organization by number
  record HandleBound(HandleName name, int holder) implements HandleEvent {}

  record HandleReleased(HandleName name) implements HandleEvent {}
}
