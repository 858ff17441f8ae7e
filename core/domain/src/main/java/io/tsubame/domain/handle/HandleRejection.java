package io.tsubame.domain.handle;

import io.tsubame.domain.Rejection;

/// Why a handle is refused.
public sealed interface HandleRejection extends Rejection {
  /// Somebody else holds or has just claimed it.
  record HandleTaken() implements HandleRejection {}

  /// The actor is not the server, or what it wants to give up is held under another claim or by
  /// somebody else.
  record NotTheHolder() implements HandleRejection {}
}
