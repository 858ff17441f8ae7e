package io.tsubame.application.move;

/// Why a move was not begun, or not finished, in words for the operator.
public final class MoveStopped extends Exception {
  private static final long serialVersionUID = 1;

  public MoveStopped(String why) {
    super(why);
  }

  MoveStopped(String why, Throwable cause) {
    super(why, cause);
  }
}
