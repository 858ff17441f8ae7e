package io.tsubame.application.imports;

/// Learns how far an import has come, from several threads.
public interface ImportProgress {
  /// What is being done, in this order.
  enum Stage {
    CHECKING,
    PEOPLE,
    MESSAGES,
    PUBLISHING
  }

  /// @param done of all, what counts in this stage: files, people, messages, rooms
  /// @param all 0 where it is not known yet
  void reached(Stage stage, long done, long all);
}
