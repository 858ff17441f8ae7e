package io.tsubame.domain.handle;

import io.tsubame.domain.Command;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Orders to a handle, from the server only.
public sealed interface HandleCommand extends Command {
  /// @param expiresAt cut to the millisecond
  record ClaimHandle(HandleName name, String claim, Instant expiresAt) implements HandleCommand {
    public ClaimHandle {
      expiresAt = expiresAt.truncatedTo(ChronoUnit.MILLIS);
    }
  }

  /// Binds a handle that is free, claimed or already bound to the same holder.
  ///
  /// @param claim the claim under which it was reserved; any other open claim refuses
  record BindHandle(HandleName name, String claim, int holder) implements HandleCommand {}

  /// Binds a handle that is still claimed by this attempt. One that is free by now was bound and
  /// given up since, and stays free.
  record FinishClaim(HandleName name, String claim, int holder) implements HandleCommand {}

  /// Gives up a claim or a binding of this holder.
  ///
  /// @param holder 0 for a claim
  record ReleaseHandle(HandleName name, String claim, int holder) implements HandleCommand {}
}
