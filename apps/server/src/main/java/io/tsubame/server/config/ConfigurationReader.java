package io.tsubame.server.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads the configuration: what an option says counts before what the environment says, and that
/// before the file, and that before the default.
public final class ConfigurationReader {
  private static final String PREFIX = "TSUBAME_";

  /// Variables of that prefix which speak to the scripts in `bin`.
  private static final Set<String> OF_SCRIPTS = Set.of("TSUBAME_BUILD", "TSUBAME_JVM_FOLDER");

  private final Map<String, Key> keys =
      RecordTree.keys(Configuration.DEFAULT).stream()
          .collect(Collectors.toMap(Key::name, Function.identity(), (a, _) -> a, TreeMap::new));
  private final Map<String, Key> variables =
      keys.values().stream().collect(Collectors.toMap(Key::variable, Function.identity()));
  private final List<String> faults = new ArrayList<>();
  private final Map<String, Given> given = new LinkedHashMap<>();

  /// A configuration and where its values come from, by key; what is not there is a default.
  public record Read(Configuration configuration, Map<String, String> origins) {
    public Read {
      origins = Map.copyOf(origins);
    }
  }

  private ConfigurationReader() {}

  /// @param options values by key, each with the option's name
  public static Read read(
      Optional<Path> file, Map<String, String> environment, Map<String, Option> options)
      throws ConfigurationFaults {
    ConfigurationReader reader = new ConfigurationReader();
    file.ifPresent(path -> reader.takeFile(path));
    reader.takeEnvironment(environment);
    options.forEach(
        (key, option) -> reader.given.put(key, new Given(key, option.text(), option.name())));
    return reader.result();
  }

  /// An option of the command line that gives a value.
  public record Option(String name, String text) {}

  private void takeFile(Path file) {
    for (Given value : ConfigurationFile.read(file, faults::add)) {
      if (keys.containsKey(value.name())) {
        given.put(value.name(), value);
      } else {
        faults.add(unknown(value.origin(), value.name(), keys.keySet()));
      }
    }
  }

  private void takeEnvironment(Map<String, String> environment) {
    new TreeMap<>(environment)
        .forEach((variable, text) -> {
          Key key = variables.get(variable);
          if (key != null) {
            given.put(key.name(), new Given(key.name(), text, variable));
          } else if (variable.startsWith(PREFIX) && !OF_SCRIPTS.contains(variable)) {
            faults.add(unknown("environment", variable, variables.keySet()));
          }
        });
  }

  private Read result() throws ConfigurationFaults {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    given.values().forEach(value -> values.put(value.name(), understood(value)));
    Configuration configuration =
        RecordTree.with(
            Configuration.DEFAULT, values, (branch, reason) -> faults.add((branch + " " + reason).strip()));
    if (!faults.isEmpty()) {
      throw new ConfigurationFaults(faults);
    }
    Map<String, String> origins =
        given.values().stream().collect(Collectors.toMap(Given::name, Given::origin));
    return new Read(configuration, origins);
  }

  /// The value, or the default where it is none, with a fault.
  private @Nullable Object understood(Given value) {
    Key key = keys.get(value.name());
    if (key == null) {
      throw new IllegalStateException("no key " + value.name());
    }
    try {
      Object parsed = key.type().parse(value.text().strip());
      Optional<String> fault = KeyNotes.of(key.name()).fault(parsed);
      fault.ifPresent(reason -> faults.add(at(value) + reason));
      return fault.isEmpty() ? parsed : key.fallback();
    } catch (IllegalArgumentException | ArithmeticException _) {
      faults.add(
          at(value) + "must be a " + key.type().description() + ", not '" + value.text() + "'");
      return key.fallback();
    }
  }

  private static String at(Given value) {
    return value.origin() + ": " + value.name() + " ";
  }

  private static String unknown(String where, String written, Set<String> known) {
    return where
        + ": there is no "
        + written
        + Suggestion.of(written, known).map(meant -> "; did you mean " + meant + "?").orElse("");
  }
}
