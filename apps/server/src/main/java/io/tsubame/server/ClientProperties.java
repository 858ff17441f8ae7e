package io.tsubame.server;

import io.tsubame.application.Unavailable;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/// What the client of an engine is told besides: properties by the engine's own names, secrets
/// among them, so no part of the configuration that is printed.
final class ClientProperties {
  private ClientProperties() {}

  /// Of the file; of the environment's variable, in the same form, where there is no file; none
  /// where there is neither.
  ///
  /// @throws Unavailable where they cannot be read
  static Map<String, String> of(Path file, String variable, Map<String, String> environment) {
    try (Reader written = Files.newBufferedReader(file)) {
      return read(written, file.toString());
    } catch (NoSuchFileException _) {
      String text = environment.getOrDefault(variable, "");
      return read(new StringReader(text), variable);
    } catch (IOException e) {
      throw new Unavailable("the properties cannot be read: " + file, e);
    }
  }

  private static Map<String, String> read(Reader written, String where) {
    Properties properties = new Properties();
    try {
      properties.load(written);
    } catch (IOException | IllegalArgumentException e) {
      throw new Unavailable("these are no properties: " + where, e);
    }
    Map<String, String> all = new TreeMap<>();
    properties.stringPropertyNames().forEach(name -> all.put(name, properties.getProperty(name)));
    return Map.copyOf(all);
  }
}
