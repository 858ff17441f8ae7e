package io.tsubame.application.log;

/// Somebody else has taken over the shard. Nothing was done; ask the new owner.
public final class NotOwner extends io.tsubame.application.OperatingFailure {
  private static final long serialVersionUID = 1;

  public NotOwner(String message) {
    super(message);
  }

  public NotOwner(String message, Throwable cause) {
    super(message, cause);
  }
}
