package io.tsubame.application.search;

import io.tsubame.application.OperatingFailure;

/// The index takes no more changes until it is opened again, as after a full disk. What survives
/// the end of the process is sound; what came after comes again from the log.
public final class StoppedIndex extends OperatingFailure {
  private static final long serialVersionUID = 1;

  public StoppedIndex(String message, Throwable cause) {
    super(message, cause);
  }
}
