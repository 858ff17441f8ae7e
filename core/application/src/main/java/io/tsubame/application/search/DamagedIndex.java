package io.tsubame.application.search;

import io.tsubame.application.OperatingFailure;

/// The index cannot be used any more and has to be made anew.
public final class DamagedIndex extends OperatingFailure {
  private static final long serialVersionUID = 1;

  public DamagedIndex(String message, Throwable cause) {
    super(message, cause);
  }
}
