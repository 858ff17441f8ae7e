package io.tsubame.application.log;

/// The log does not end where the appending owner believed. Nothing was done.
public final class PositionConflict extends io.tsubame.application.OperatingFailure {
  private static final long serialVersionUID = 1;

  public PositionConflict(String message) {
    super(message);
  }

  public PositionConflict(String message, Throwable cause) {
    super(message, cause);
  }
}
