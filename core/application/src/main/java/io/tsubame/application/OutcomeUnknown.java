package io.tsubame.application;

/// The work may or may not have been done. Never reported to anybody as a failure.
public final class OutcomeUnknown extends OperatingFailure {
  private static final long serialVersionUID = 1;

  public OutcomeUnknown(String message) {
    super(message);
  }

  public OutcomeUnknown(String message, Throwable cause) {
    super(message, cause);
  }
}
