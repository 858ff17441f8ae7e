package io.tsubame.application.move;

/// Hears how far a move has come.
@FunctionalInterface
public interface MoveProgress {
  /// What is being done.
  enum Stage {
    COPYING,
    COMPARING,
    FILES,
    /// The source takes no changes.
    SWITCHING
  }

  /// @param total 0 where it is not known
  void reached(Stage stage, long done, long total);
}
