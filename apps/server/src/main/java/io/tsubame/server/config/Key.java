package io.tsubame.server.config;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One leaf of the tree.
///
/// @param name its path in kebab case, joined by dots
/// @param fallback its value where nobody gives one; null where there is none
record Key(String name, ValueType type, @Nullable Object fallback) {
  /// The environment variable that gives it.
  String variable() {
    return "TSUBAME_" + name.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
  }

  /// The name of a component as it is written in a file.
  static String kebab(String component) {
    return component.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }
}
