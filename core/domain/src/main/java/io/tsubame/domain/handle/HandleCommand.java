package io.tsubame.domain.handle;

import io.tsubame.domain.Command;
import java.time.Instant;

/// Orders to a handle, from the server only.
public sealed interface HandleCommand extends Command {
  record ClaimHandle(HandleName name, String claim, Instant expiresAt) implements HandleCommand {}

  /// Binds a handle that is free, claimed or already bound to the same holder.
  ///
  /// @param claim the claim under which it was reserved; any other open claim refuses
  record BindHandle(HandleName name, String claim, int holder) implements HandleCommand {}

  /// Gives up a claim or a binding of this holder.
  ///
  /// @param holder 0 for a claim
  record ReleaseHandle(HandleName name, String claim, int holder) implements HandleCommand {}
}
