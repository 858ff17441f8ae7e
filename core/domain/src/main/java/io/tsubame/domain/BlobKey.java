package io.tsubame.domain;

import java.util.regex.Pattern;

/// Names bytes in the blob store: the day on which they were begun, and a random part that nobody
/// guesses, `20260401/k3v9…`. What is made from them has the same name with an ending, `….s`. So a
/// key is a path that is safe everywhere, and tells nothing of the file's name.
public record BlobKey(String value) {
  private static final Pattern FORM = Pattern.compile("[0-9]{8}/[0-9a-z]{20,40}(\\.[a-z])?");

  public BlobKey {
    if (!isValid(value)) {
      throw new IllegalArgumentException("not a blob key");
    }
  }

  public static boolean isValid(String text) {
    return FORM.matcher(text).matches();
  }

  /// The day, as `20260401`.
  public String day() {
    return value.substring(0, 8);
  }

  /// The key of what was made from these bytes.
  ///
  /// @param ending one lower-case letter
  public BlobKey derived(char ending) {
    return new BlobKey(value + "." + ending);
  }

  /// The key of the bytes of which these were made; of others the key itself.
  public BlobKey original() {
    int dot = value.indexOf('.');
    return dot < 0 ? this : new BlobKey(value.substring(0, dot));
  }

  @Override
  public String toString() {
    return value;
  }
}
