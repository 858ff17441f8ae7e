package io.tsubame.api;

import com.linecorp.armeria.common.HttpMethod;
import io.tsubame.api.PercentEncoding.Plus;
import io.tsubame.api.Request.Variables;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Finds the endpoint for a method and a path, segment by segment; a literal goes before a
/// variable. Built once, then only read.
final class Router<T> {
  /// What the router knows of a path.
  sealed interface Match<T> {
    record Found<T>(T target, Variables variables) implements Match<T> {}

    /// @param allowed for the header of that name
    record WrongMethod<T>(String allowed) implements Match<T> {}

    record NoSuchPath<T>() implements Match<T> {}
  }

  private static final class Node<T> {
    final Map<String, Node<T>> literals = new HashMap<>();
    final EnumMap<HttpMethod, Target<T>> targets = new EnumMap<>(HttpMethod.class);
    @Nullable Node<T> variable;
  }

  private record Target<T>(String[] variableNames, T value) {}

  private final Node<T> root = new Node<>();

  /// @throws IllegalArgumentException where the method and template are taken
  void add(HttpMethod method, String template, T value) {
    Node<T> node = root;
    List<String> names = new ArrayList<>();
    for (String segment : segments(template)) {
      if (segment.startsWith("{")) {
        names.add(segment.substring(1, segment.length() - 1));
        if (node.variable == null) {
          node.variable = new Node<>();
        }
        node = node.variable;
      } else {
        node = node.literals.computeIfAbsent(segment, _ -> new Node<>());
      }
    }
    Target<T> target = new Target<>(names.toArray(String[]::new), value);
    if (node.targets.putIfAbsent(method, target) != null) {
      throw new IllegalArgumentException("given twice: " + method + " " + template);
    }
  }

  /// @param from where the part of the path that is looked at begins, at a slash or at the end
  /// @throws Refusal 400 where a variable is not well encoded
  Match<T> find(HttpMethod method, String path, int from) {
    List<String> taken = List.of();
    Node<T> node = root;
    int start = from;
    while (start < path.length()) {
      int end = path.indexOf('/', start + 1);
      String segment = path.substring(start + 1, end < 0 ? path.length() : end);
      Node<T> next = node.literals.get(segment);
      if (next == null) {
        next = segment.isEmpty() ? null : node.variable;
        if (next == null) {
          return new Match.NoSuchPath<>();
        }
        taken = taken.isEmpty() ? new ArrayList<>(2) : taken;
        taken.add(PercentEncoding.decode(segment, Plus.ITSELF));
      }
      node = next;
      start = end < 0 ? path.length() : end;
    }
    return at(node, method, taken);
  }

  private Match<T> at(Node<T> node, HttpMethod method, List<String> taken) {
    if (node.targets.isEmpty()) {
      return new Match.NoSuchPath<>();
    }
    Target<T> target = node.targets.get(method);
    if (target == null) {
      return new Match.WrongMethod<>(
          node.targets.keySet().stream().map(Enum::name).collect(Collectors.joining(", ")));
    }
    Variables variables =
        taken.isEmpty()
            ? Variables.NONE
            : new Variables(target.variableNames(), taken.toArray(String[]::new));
    return new Match.Found<>(target.value(), variables);
  }

  private static List<String> segments(String template) {
    if (template.isEmpty()) {
      return List.of();
    }
    if (!template.startsWith("/")) {
      throw new IllegalArgumentException("not a path: " + template);
    }
    return List.of(template.substring(1).split("/", -1));
  }
}
