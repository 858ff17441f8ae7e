package io.tsubame.server;

import io.tsubame.server.config.ConfigurationFaults;
import io.tsubame.server.config.ConfigurationReader;
import io.tsubame.server.config.ConfigurationReader.Option;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/// What a command is told that does its work by itself where no server runs. It must open the very
/// stores that the server uses, so it takes the server's configuration.
final class ConfigurationOptions {
  @CommandLine.Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Data directory, whether a server runs on it or not. Default: ./data")
  private @Nullable String data;

  @CommandLine.Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Configuration file as for serve, for when no server runs")
  private @Nullable Path config;

  /// What a configuration file says. The environment is that of this process, which need not be
  /// that of the servers which use the file.
  static ServerSettings settingsOf(Path file) throws ConfigurationFaults {
    ConfigurationReader.Read read = ConfigurationReader.read(Optional.of(file), Map.of(), Map.of());
    return ServerSettings.of(read.configuration(), Clock.systemUTC());
  }

  ServerSettings settings() throws ConfigurationFaults {
    Map<String, Option> options =
        data == null ? Map.of() : Map.of("storage.directory", new Option("--data", data));
    ConfigurationReader.Read read =
        ConfigurationReader.read(Optional.ofNullable(config), System.getenv(), options);
    return ServerSettings.of(read.configuration(), Clock.systemUTC());
  }
}
