package io.tsubame.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tsubame.bench.HttpLoad.Result;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/// Prints a measurement as a table for people and as lines of JSON for programs.
final class Table {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String ROW = "%-28s %10s %10s %10s %10s %12s%n";

  private final PrintStream people;
  private final PrintStream programs;

  Table(PrintStream people, PrintStream programs) {
    this.people = people;
    this.programs = programs;
    people.printf(ROW, "", "per second", "p50 ms", "p99 ms", "max ms", "cpu s/1000");
  }

  /// @param cpu processor time that the server used meanwhile
  void row(String name, Result result, Duration cpu) {
    double perThousand = cpu.toMillis() / (double) Math.max(1, result.answers());
    people.printf(
        ROW,
        name,
        format("%.0f", result.perSecond()),
        millis(result, 50),
        millis(result, 99),
        millis(result, 100),
        format("%.3f", perThousand));
    ObjectNode line =
        JSON.createObjectNode()
            .put("name", name)
            .put("per_second", result.perSecond())
            .put("failures", result.failures())
            .put("p50_ms", result.latency().getValueAtPercentile(50) / 1e3)
            .put("p99_ms", result.latency().getValueAtPercentile(99) / 1e3)
            .put("max_ms", result.latency().getMaxValue() / 1e3)
            .put("cpu_seconds_per_1000", perThousand);
    programs.println(line);
  }

  void figure(String name, double value, String unit) {
    people.printf("%-28s %10s %s%n", name, format("%.2f", value), unit);
    programs.println(
        JSON.createObjectNode().put("name", name).put("value", value).put("unit", unit));
  }

  private static String millis(Result result, double percentile) {
    return format("%.2f", result.latency().getValueAtPercentile(percentile) / 1e3);
  }

  private static String format(String pattern, double value) {
    return String.format(Locale.ROOT, pattern, value);
  }
}
