package io.tsubame.application.view;

import io.tsubame.application.OperatingFailure;

/// A row of the views is not what any projection of this release writes: it was damaged, or a newer
/// release wrote it. Rebuilding the views from the log heals it.
public final class CorruptView extends OperatingFailure {
  private static final long serialVersionUID = 1;

  public CorruptView(String message) {
    super(message);
  }
}
