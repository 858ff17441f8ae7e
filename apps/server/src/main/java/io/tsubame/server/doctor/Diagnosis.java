package io.tsubame.server.doctor;

/// What one look showed.
///
/// @param subject one word
/// @param text one line for the operator, with what to do where something is wrong
public record Diagnosis(Level level, String subject, String text) {
  /// How bad it is.
  public enum Level {
    OK,
    /// It works, but not as well as it could.
    WARNING,
    /// The server does not start, or should not.
    FAILURE
  }

  static Diagnosis ok(String subject, String text) {
    return new Diagnosis(Level.OK, subject, text);
  }

  static Diagnosis warning(String subject, String text) {
    return new Diagnosis(Level.WARNING, subject, text);
  }

  static Diagnosis failure(String subject, String text) {
    return new Diagnosis(Level.FAILURE, subject, text);
  }
}
