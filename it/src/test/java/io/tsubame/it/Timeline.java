package io.tsubame.it;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// When what was broken, and how long people waited meanwhile for each kind of request. A table for
/// people; nothing here is asserted.
final class Timeline {
  private record Entry(String fault, long begun, long repaired, long settled) {}

  private final long origin = System.nanoTime();
  private final Outcomes outcomes;
  private final List<Entry> entries = new ArrayList<>();

  Timeline(Outcomes outcomes) {
    this.outcomes = outcomes;
  }

  /// @param settled when everything was served again
  void add(String fault, long begun, long repaired, long settled) {
    entries.add(new Entry(fault, begun, repaired, settled));
  }

  String table() {
    TreeSet<String> kinds = new TreeSet<>();
    outcomes.all().forEach(outcome -> kinds.add(outcome.kind()));
    StringBuilder table = new StringBuilder("Longest wait in seconds for each kind of request\n");
    table.append("%-30s%9s%9s%9s".formatted("fault", "from s", "to s", "well s"));
    kinds.forEach(kind -> table.append("%8s".formatted(kind)));
    for (Entry entry : entries) {
      Map<String, Long> longest = outcomes.longest(entry.begun(), entry.settled());
      table.append(
          "%n%-30s%9.1f%9.1f%9.1f"
              .formatted(
                  entry.fault(),
                  seconds(entry.begun() - origin),
                  seconds(entry.repaired() - origin),
                  seconds(entry.settled() - origin)));
      kinds.forEach(kind -> {
        Long nanos = longest.get(kind);
        table.append(nanos == null ? "%8s".formatted("-") : "%8.2f".formatted(seconds(nanos)));
      });
    }
    return table.append("\n").append(counts()).toString();
  }

  private String counts() {
    return outcomes.all().stream()
        .collect(Collectors.groupingBy(Outcomes.Outcome::kind, Collectors.counting()))
        .entrySet()
        .stream()
        .sorted(Map.Entry.comparingByKey())
        .map(entry -> entry.getValue() + " " + entry.getKey())
        .collect(Collectors.joining(", ", "Done: ", "\n"));
  }

  private static double seconds(long nanos) {
    return nanos / 1e9;
  }
}
