package io.tsubame.application.search;

import io.tsubame.application.engine.Progress;
import org.jspecify.annotations.Nullable;

/// How well the index knows what there is.
///
/// @param lag records of the log that are not in it
/// @param remaking how far making it anew has come, null where nobody does
/// @param fault why it follows no more, null where it does
public record IndexState(
    Condition condition, long lag, @Nullable Progress remaking, @Nullable String fault) {

  public enum Condition {
    /// What is acknowledged is found within a second.
    CURRENT,
    /// The latest is not found yet.
    BEHIND,
    /// It is made anew, and much may not be found yet.
    REMADE,
    /// It has stopped at a fault, and nothing new is found.
    STOPPED
  }

  public boolean isCurrent() {
    return condition == Condition.CURRENT;
  }
}
