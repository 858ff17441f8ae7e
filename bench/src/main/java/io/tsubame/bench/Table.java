package io.tsubame.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tsubame.bench.HttpLoad.Result;
import io.tsubame.bench.Meter.Spent;
import java.io.PrintStream;
import java.util.Locale;

/// Prints a measurement as a table for people and as lines of JSON for programs. A row that other
/// work on the machine disturbed has a star.
final class Table {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String ROW = "%-38s %10s %9s %9s %9s %10s %10s %7s%n";

  private final PrintStream people;
  private final PrintStream programs;
  private boolean headed;

  Table(PrintStream people, PrintStream programs) {
    this.people = people;
    this.programs = programs;
  }

  void row(String name, Result result, Spent spent) {
    if (!headed) {
      people.printf(
          ROW, "", "per second", "p50 ms", "p99 ms", "max ms", "server", "client", "others");
      people.printf(ROW, "", "", "", "", "", "cpu s/1000", "cpu s/1000", "cpu");
      headed = true;
    }
    double thousands = Math.max(1, result.answers()) / 1e3;
    people.printf(
        ROW,
        name,
        format("%.0f", result.perSecond()),
        format("%.2f", result.millis(50)),
        format("%.2f", result.millis(99)),
        format("%.2f", result.millis(100)),
        format("%.4f", spent.server() / thousands),
        format("%.4f", spent.client() / thousands),
        format("%.2f", spent.others()) + (spent.isNoisy() ? "*" : " "));
    ObjectNode line =
        JSON.createObjectNode()
            .put("name", name)
            .put("per_second", result.perSecond())
            .put("failures", result.failures())
            .put("p50_ms", result.millis(50))
            .put("p99_ms", result.millis(99))
            .put("max_ms", result.millis(100))
            .put("cpu_seconds_per_1000", spent.server() / thousands)
            .put("client_cpu_seconds_per_1000", spent.client() / thousands)
            .put("other_cpu", spent.others())
            .put("noisy", spent.isNoisy());
    programs.println(line);
  }

  void figure(String name, double value, String unit) {
    people.printf("%-38s %10s %s%n", name, format("%.2f", value), unit);
    programs.println(
        JSON.createObjectNode().put("name", name).put("value", value).put("unit", unit));
  }

  /// Whether the figures count, and why not.
  void verdict(boolean valid, String words) {
    people.println((valid ? "checked: " : "NOT VALID: ") + words);
    programs.println(JSON.createObjectNode().put("valid", valid).put("check", words));
  }

  private static String format(String pattern, double value) {
    return String.format(Locale.ROOT, pattern, value);
  }
}
