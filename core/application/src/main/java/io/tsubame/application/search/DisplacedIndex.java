package io.tsubame.application.search;

import io.tsubame.application.OperatingFailure;

/// Another process has opened the index since, and is the one that writes it now. Nothing was
/// written.
public final class DisplacedIndex extends OperatingFailure {
  private static final long serialVersionUID = 1;

  public DisplacedIndex(String message) {
    super(message);
  }
}
