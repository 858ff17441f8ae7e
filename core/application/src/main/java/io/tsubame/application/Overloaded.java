package io.tsubame.application;

/// A bounded queue is full. Nothing was done; try later and slower.
public final class Overloaded extends OperatingFailure {
  private static final long serialVersionUID = 1;

  public Overloaded(String message) {
    super(message);
  }

  public Overloaded(String message, Throwable cause) {
    super(message, cause);
  }
}
