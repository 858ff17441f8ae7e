package io.tsubame.server.config;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Writes a configuration as the file that would give it.
public final class ConfigurationText {
  private ConfigurationText() {}

  /// @param read the values that are no defaults get a comment with where they come from
  public static String of(ConfigurationReader.Read read) {
    StringBuilder text = new StringBuilder();
    List<String> before = List.of();
    for (Key key : RecordTree.keys(read.configuration())) {
      List<String> path = Arrays.asList(key.name().split("\\.", -1));
      openBranches(path, before, text);
      text.append(indent(path.size() - 1)).append(path.getLast()).append(": ").append(value(key));
      comment(key, read.origins(), text);
      before = path;
    }
    return text.toString();
  }

  private static void openBranches(List<String> path, List<String> before, StringBuilder text) {
    int common = 0;
    while (common < path.size() - 1
        && common < before.size() - 1
        && path.get(common).equals(before.get(common))) {
      common++;
    }
    for (int depth = common; depth < path.size() - 1; depth++) {
      text.append(indent(depth)).append(path.get(depth)).append(":\n");
    }
  }

  private static void comment(Key key, Map<String, String> origins, StringBuilder text) {
    String origin = origins.get(key.name());
    text.append(origin == null ? "" : " # " + origin).append('\n');
  }

  private static String indent(int depth) {
    return "  ".repeat(depth);
  }

  private static String value(Key key) {
    @Nullable Object value = key.fallback();
    if (value instanceof List<?> list) {
      return list.stream()
          .map(item -> quoted(item.toString()))
          .collect(Collectors.joining(", ", "[", "]"));
    }
    return switch (key.type()) {
      case INTEGER, LONG, DURATION -> key.type().show(value);
      case TEXT, URL, PATH, TEXTS -> quoted(key.type().show(value));
    };
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
