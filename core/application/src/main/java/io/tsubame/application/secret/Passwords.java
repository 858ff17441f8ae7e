package io.tsubame.application.secret;

/// Hashes passwords slowly, so that stolen hashes are of little use. How many are hashed at a time
/// is bounded, and so is how many wait.
///
/// Throws [io.tsubame.application.Overloaded] where too many wait.
public interface Passwords {
  /// The shortest password that is accepted, in Unicode code points.
  int MINIMUM_LENGTH = 10;

  int MAXIMUM_LENGTH = 200;

  /// A salted hash in PHC string format.
  String hash(String password);

  /// Whether the hash was made from the password.
  boolean matches(String password, String hash);

  /// Takes as long as [#matches] and tells nothing, for when there is no hash to compare with.
  void matchNothing(String password);

  static boolean isAcceptable(String password) {
    int length = password.codePointCount(0, password.length());
    return MINIMUM_LENGTH <= length && length <= MAXIMUM_LENGTH;
  }
}
