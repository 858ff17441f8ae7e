package io.tsubame.domain.handle;

import io.tsubame.domain.Rejection;

/// Why a handle is refused.
public sealed interface HandleRejection extends Rejection {
  /// Somebody else holds or has just claimed it.
  record HandleTaken() implements HandleRejection {}

  record NotTheHolder() implements HandleRejection {}
}
