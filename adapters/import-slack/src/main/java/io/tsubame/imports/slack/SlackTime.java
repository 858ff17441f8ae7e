package io.tsubame.imports.slack;

import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A message's time as Slack writes it, which also names the message within its channel.
///
/// @param micros since 1970
record SlackTime(long micros) implements Comparable<SlackTime> {
  private static final Pattern FORM = Pattern.compile("(\\d{1,11})(?:\\.(\\d{1,6}))?");

  /// Null where the text is no time.
  static @Nullable SlackTime parse(String text) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      return null;
    }
    String fraction = parts.group(2) == null ? "" : parts.group(2);
    long micros = Long.parseLong((fraction + "000000").substring(0, 6));
    return new SlackTime(Long.parseLong(parts.group(1)) * 1_000_000 + micros);
  }

  /// To the millisecond, as precise as Tsubame keeps times.
  Instant instant() {
    return Instant.ofEpochMilli(Math.floorDiv(micros, 1_000));
  }

  @Override
  public int compareTo(SlackTime other) {
    return Long.compare(micros, other.micros);
  }
}
