package io.tsubame.application.file;

import io.tsubame.domain.BlobKey;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/// Names an upload for the one who began it.
///
/// @param value the day and a random part, `20260401` and 32 hexadecimal digits
public record UploadId(String value) {
  /// Writes the day with which names of uploads and bytes begin.
  static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuuMMdd", Locale.ROOT).withZone(ZoneOffset.UTC);

  private static final Pattern FORM = Pattern.compile("[0-9]{8}[0-9a-f]{32}");

  public UploadId {
    if (!isValid(value)) {
      throw new IllegalArgumentException("not an upload id");
    }
  }

  public static boolean isValid(String text) {
    return FORM.matcher(text).matches();
  }

  BlobKey key() {
    return new BlobKey(value.substring(0, 8) + "/" + value.substring(8));
  }

  @Override
  public String toString() {
    return value;
  }
}
