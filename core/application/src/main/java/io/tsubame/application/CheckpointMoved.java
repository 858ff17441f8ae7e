package io.tsubame.application;

/// Somebody else has written for a shard meanwhile, so that what was to be written rests on
/// something that is no more. Nothing of that shard was done; begin anew from its checkpoint.
public final class CheckpointMoved extends OperatingFailure {
  private static final long serialVersionUID = 1;

  public CheckpointMoved(String message) {
    super(message);
  }
}
