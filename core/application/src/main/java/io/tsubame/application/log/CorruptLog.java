package io.tsubame.application.log;

/// Bytes of the log are not what was written. The message names shard and position.
public final class CorruptLog extends io.tsubame.application.OperatingFailure {
  private static final long serialVersionUID = 1;

  public CorruptLog(String message) {
    super(message);
  }

  public CorruptLog(String message, Throwable cause) {
    super(message, cause);
  }
}
