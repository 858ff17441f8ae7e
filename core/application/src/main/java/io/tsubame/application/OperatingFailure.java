package io.tsubame.application;

/// A port could not do its work. The small family below it tells the caller what to do next: retry,
/// go to another owner, or say that the outcome is not known.
public abstract class OperatingFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  protected OperatingFailure(String message) {
    super(message);
  }

  protected OperatingFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
