package io.tsubame.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Whether something became slower than it was: parts of the floor now against those that are
/// committed in `bench/guard.json`. A part of a floor depends little on the machine.
@Command(
    name = "guard",
    description = {
      "Fails where a part of the floor is lower than the committed one, beyond noise:",
      "the median of the rounds is below the committed median by more than a tenth of it,",
      "and by more than the larger of the spreads of both (highest less lowest round).",
      "Rounds that other work on the machine disturbed are left out and repeated."
    },
    mixinStandardHelpOptions = true)
final class GuardBench implements Callable<Integer> {
  private static final JsonMapper JSON = new JsonMapper();
  private static final double TOLERANCE = 0.1;

  @Option(
      names = "--rounds",
      description = "Undisturbed rounds, whose median counts. Default: ${DEFAULT-VALUE}",
      defaultValue = "3")
  private int rounds;

  @Option(names = "--update", description = "Writes what was measured to the file instead.")
  private boolean update;

  @Option(names = "--even-if-noisy", description = "Counts disturbed rounds, too.")
  private boolean evenIfNoisy;

  private final Path file = Path.of(System.getProperty("tsubame.root", "."), "bench", "guard.json");

  /// Parts of the floor in percent, of each round.
  ///
  /// @param rounds sorted
  record Ratio(List<Double> rounds) {
    Ratio {
      rounds = rounds.stream().sorted().toList();
    }

    double median() {
      return rounds.get(rounds.size() / 2);
    }

    double spread() {
      return rounds.getLast() - rounds.getFirst();
    }

    /// Whether it is less than it was, beyond noise.
    boolean isLossSince(Ratio before) {
      double noise = Math.max(TOLERANCE * before.median(), Math.max(spread(), before.spread()));
      return median() < before.median() - noise;
    }
  }

  @Override
  public Integer call() throws IOException {
    Map<String, List<Double>> measured = new TreeMap<>();
    int counted = 0;
    for (int tried = 0; counted < rounds && tried < 3 * rounds; tried++) {
      List<JsonNode> lines = round();
      if (lines.stream().anyMatch(line -> line.path("noisy").asBoolean()) && !evenIfNoisy) {
        System.err.println("disturbed by other work; this round does not count");
      } else {
        counted++;
        collect(lines, measured);
      }
    }
    if (counted < rounds) {
      System.err.println("NO RESULT: the machine is too busy");
      return 2;
    }
    return update ? write(measured) : compare(measured);
  }

  private static List<JsonNode> round() throws IOException {
    List<JsonNode> lines = new ArrayList<>(run("post", "--seconds", "6", "--warm-up", "15"));
    lines.addAll(run("fanout", "--sizes", "50,500", "--seconds", "5", "--warm-up", "8"));
    return lines;
  }

  /// @return what the measurement printed for programs
  private static List<JsonNode> run(String... arguments) throws IOException {
    PrintStream out = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream lines = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      System.setOut(lines);
      if (new CommandLine(new Bench()).execute(arguments) != 0) {
        throw new IOException("the measurement is not valid: " + String.join(" ", arguments));
      }
    } finally {
      System.setOut(out);
    }
    List<JsonNode> parsed = new ArrayList<>();
    for (String line : bytes.toString(StandardCharsets.UTF_8).lines().toList()) {
      out.println(line);
      parsed.add(JSON.readTree(line));
    }
    return parsed;
  }

  private static void collect(List<JsonNode> lines, Map<String, List<Double>> measured) {
    for (JsonNode line : lines) {
      String name = line.path("name").asText();
      if (name.startsWith("part of the floor")) {
        measured
            .computeIfAbsent(name, _ -> new ArrayList<>())
            .add(Math.round(10 * line.path("value").asDouble()) / 10.0);
      }
    }
  }

  private int write(Map<String, List<Double>> measured) throws IOException {
    ObjectNode written = JSON.createObjectNode();
    measured.forEach((name, values) ->
        new Ratio(values).rounds().forEach(value -> written.withArray(name).add(value)));
    Files.writeString(
        file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(written) + "\n");
    System.err.println("written to " + file);
    return 0;
  }

  private int compare(Map<String, List<Double>> measured) throws IOException {
    JsonNode committed =
        Files.exists(file) ? JSON.readTree(Files.readAllBytes(file)) : JSON.createObjectNode();
    int losses = 0;
    for (Map.Entry<String, List<Double>> entry : measured.entrySet()) {
      Ratio now = new Ratio(entry.getValue());
      Ratio before = ratio(committed.path(entry.getKey()));
      boolean loss = now.isLossSince(before);
      losses += loss ? 1 : 0;
      System.err.printf(
          "%-5s %-28s %5.1f %% now %s, %5.1f %% before %s%n",
          loss ? "LOSS" : "ok",
          entry.getKey(),
          now.median(),
          now.rounds(),
          before.median(),
          before.rounds());
    }
    return losses == 0 ? 0 : 1;
  }

  private static Ratio ratio(JsonNode values) throws IOException {
    List<Double> rounds = new ArrayList<>();
    values.forEach(value -> rounds.add(value.asDouble()));
    if (rounds.isEmpty()) {
      throw new IOException("nothing is committed to compare with: bench guard --update");
    }
    return new Ratio(rounds);
  }
}
