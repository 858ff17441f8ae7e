package io.tsubame.application.imports;

import io.tsubame.domain.Rejection;

/// Carries a refusal out of the middle of an import, past everything that is done at once.
final class ImportStopped extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String what;
  private final transient Rejection reason;

  ImportStopped(String what, Rejection reason) {
    super(what + " is refused: " + reason);
    this.what = what;
    this.reason = reason;
  }

  String what() {
    return what;
  }

  Rejection reason() {
    return reason;
  }
}
