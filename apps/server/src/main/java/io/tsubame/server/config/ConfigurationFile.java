package io.tsubame.server.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// Reads a YAML file into values with their lines. It knows no keys.
final class ConfigurationFile {
  private static final long GREATEST_BYTES = 1 << 20;
  private static final int DEEPEST = 8;

  private final String name;
  private final Consumer<String> faults;
  private final List<Given> values = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();

  private ConfigurationFile(Path file, Consumer<String> faults) {
    this.name = file.toString();
    this.faults = faults;
  }

  static List<Given> read(Path file, Consumer<String> faults) {
    ConfigurationFile reading = new ConfigurationFile(file, faults);
    try {
      if (Files.size(file) > GREATEST_BYTES) {
        faults.accept(file + ": is larger than a configuration can be");
        return List.of();
      }
      reading.parse(Files.readString(file));
    } catch (NoSuchFileException _) {
      faults.accept(file + ": there is no such file");
    } catch (IOException unreadable) {
      faults.accept(file + ": cannot be read: " + unreadable.getMessage());
    }
    return reading.values;
  }

  private void parse(String text) {
    try {
      LoadSettings settings =
          LoadSettings.builder().setLabel(name).setMaxAliasesForCollections(0).build();
      Optional<Node> root = new Compose(settings).composeString(text);
      root.ifPresent(node -> branch(node, "", 0));
    } catch (MarkedYamlEngineException broken) {
      String line = broken.getProblemMark().map(mark -> ":" + (mark.getLine() + 1)).orElse("");
      faults.accept(name + line + ": is not YAML: " + broken.getProblem());
    } catch (YamlEngineException broken) {
      faults.accept(name + ": is not YAML: " + broken.getMessage());
    }
  }

  private void branch(Node node, String prefix, int depth) {
    if (!(node instanceof MappingNode mapping) || depth > DEEPEST) {
      faults.accept(origin(node) + ": there must be keys with values here");
      return;
    }
    for (NodeTuple entry : mapping.getValue()) {
      if (entry.getKeyNode() instanceof ScalarNode key) {
        entry(prefix + key.getValue(), key, entry.getValueNode(), depth);
      } else {
        faults.accept(origin(entry.getKeyNode()) + ": a key must be a word");
      }
    }
  }

  private void entry(String key, Node at, Node value, int depth) {
    if (!seen.add(key)) {
      faults.accept(origin(at) + ": " + key + " stands here a second time");
      return;
    }
    switch (value) {
      case MappingNode inner -> branch(inner, key + ".", depth + 1);
      case ScalarNode scalar -> values.add(new Given(key, scalar.getValue(), origin(at)));
      case SequenceNode list -> values.add(new Given(key, joined(list), origin(at)));
      default -> faults.accept(origin(at) + ": " + key + " has no value that can be read");
    }
  }

  private static String joined(SequenceNode list) {
    return list.getValue().stream()
        .map(item -> item instanceof ScalarNode scalar ? scalar.getValue() : "")
        .collect(Collectors.joining(", "));
  }

  private String origin(Node node) {
    return name + node.getStartMark().map(mark -> ":" + (mark.getLine() + 1)).orElse("");
  }
}
