package io.tsubame.api;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Which bytes of something a client wants: one range, or everything.
///
/// @param first of `size` bytes, the first that is wanted
/// @param length 0 where nothing is
record ByteRange(long first, long length, long size, boolean isPart) {
  private static final Pattern FORM = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

  /// A header that is no single range is ignored, as the standard allows.
  static ByteRange of(@Nullable String header, long size) {
    Matcher range = FORM.matcher(header == null ? "" : header.strip());
    if (!range.matches() || (range.group(1).isEmpty() && range.group(2).isEmpty())) {
      return new ByteRange(0, size, size, false);
    }
    if (range.group(1).isEmpty()) {
      long last = Math.min(Long.parseLong(range.group(2)), size);
      return new ByteRange(size - last, last, size, true);
    }
    long first = Long.parseLong(range.group(1));
    long end = range.group(2).isEmpty() ? size - 1 : Long.parseLong(range.group(2));
    if (end < first && !range.group(2).isEmpty()) {
      return new ByteRange(0, size, size, false);
    }
    return new ByteRange(first, Math.max(0, Math.min(end, size - 1) - first + 1), size, true);
  }

  boolean isSatisfiable() {
    return !isPart || length > 0;
  }

  String header() {
    return "bytes " + first + "-" + (first + length - 1) + "/" + size;
  }
}
