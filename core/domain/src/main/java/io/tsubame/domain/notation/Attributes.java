package io.tsubame.domain.notation;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The `name=value` parts of a tag, each once, separated by single blanks.
record Attributes(Map<String, String> values) {
  private static final int MAXIMUM = 8;

  Attributes {
    values = Map.copyOf(values);
  }

  /// Reads what follows a tag's name, or gives null where it has another form.
  static @Nullable Attributes parse(String text, int start, int end) {
    Map<String, String> values = new HashMap<>();
    int from = start;
    while (from < end) {
      int blank = text.indexOf(' ', from, end);
      int to = blank < 0 ? end : blank;
      int equals = text.indexOf('=', from, to);
      if (equals <= from || equals == to - 1 || values.size() == MAXIMUM) {
        return null;
      }
      String name = text.substring(from, equals);
      if (values.put(name, text.substring(equals + 1, to)) != null || to == end - 1) {
        return null;
      }
      from = to + 1;
    }
    return new Attributes(values);
  }

  @Nullable String get(String name) {
    return values.get(name);
  }

  boolean hasOnly(String... names) {
    int known = 0;
    for (String name : names) {
      known += values.containsKey(name) ? 1 : 0;
    }
    return known == values.size();
  }
}
