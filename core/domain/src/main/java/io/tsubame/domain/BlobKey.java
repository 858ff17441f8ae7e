package io.tsubame.domain;

import java.util.Optional;
import java.util.regex.Pattern;

/// Names bytes in the blob store: the day on which they were begun, and a random part that nobody
/// guesses, `20260401/k3v9…`. What is made from them has the same name with an ending, `….s`. So a
/// key is a path that is safe everywhere, and tells nothing of the file's name.
///
/// Portraits, which people send of themselves, are of no day, `00000000/x1c8…`: they lie together.
public record BlobKey(String value) {
  /// In place of the day of portraits.
  public static final String PORTRAITS = "00000000";

  private static final Pattern FORM = Pattern.compile("[0-9]{8}/[0-9a-z]{20,40}(\\.[a-z])?");

  public BlobKey {
    if (!isValid(value)) {
      throw new IllegalArgumentException("not a blob key");
    }
  }

  public static boolean isValid(String text) {
    return FORM.matcher(text).matches();
  }

  public static BlobKey ofPortrait(String random) {
    return new BlobKey(PORTRAITS + "/" + random);
  }

  /// The key that an account's avatar is; empty where that is a drawn one.
  public static Optional<BlobKey> portrait(String avatar) {
    return avatar.startsWith(PORTRAITS + "/") && isValid(avatar)
        ? Optional.of(new BlobKey(avatar))
        : Optional.empty();
  }

  /// What stands behind the day.
  public String name() {
    return value.substring(9);
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
