package io.tsubame.application;

/// The part behind a port does not answer or takes no more. Nothing was done; try later.
public final class Unavailable extends OperatingFailure {
  private static final long serialVersionUID = 1;

  public Unavailable(String message) {
    super(message);
  }

  public Unavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
