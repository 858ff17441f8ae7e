package io.tsubame.server.config;

import java.util.List;

/// Writes `docs/ops/configuration.md`.
public final class ConfigurationPage {
  private static final String HEAD =
      """
      # Configuration

      Generated from the code; change `KeyNotes.java`, not this page.

      Nothing has to be configured. What is, comes from a YAML file (`bin/tsubame serve --config FILE`), then from environment
      variables, then from options of the command line; the later wins. In a file the dots of a key are levels:

      ```yaml
      server:
        port: 9000
        limits:
          calls-per-window: 0
      reactions: [party, coffee]
      ```

      Durations are written as `500ms`, `30s`, `5m`, `2h` or `1d`; whole numbers may have underscores and a size `KiB`, `MiB` or
      `GiB`; in a variable a list is separated by commas. All faults are told together, each with its line or variable, and the
      server does not start with any. `bin/tsubame serve --print-config` shows the result and where each value comes from.
      """;

  private ConfigurationPage() {}

  /// The whole page.
  public static String text() {
    StringBuilder page = new StringBuilder(HEAD);
    String section = "";
    for (Key key : RecordTree.keys(Configuration.DEFAULT)) {
      int dot = key.name().lastIndexOf('.');
      String of = dot < 0 ? key.name() : key.name().substring(0, dot);
      if (!of.equals(section)) {
        page.append("\n## ").append(of).append("\n\n| Key | Default | Meaning |\n|---|---|---|\n");
        section = of;
      }
      page.append("| `%s`<br>`%s` | %s | %s |\n".formatted(cells(key).toArray()));
    }
    return page.toString();
  }

  private static List<String> cells(Key key) {
    String shown = key.type().show(key.fallback());
    KeyNotes.Note note = KeyNotes.of(key.name());
    return List.of(
        key.name(),
        key.variable(),
        shown.isEmpty() ? "none" : "`" + shown + "`",
        note.text() + note.bounds(key.type()));
  }
}
