package io.tsubame.bench;

import java.util.List;
import picocli.CommandLine.Option;

/// How large a measurement is; shared by all of them.
final class Scale {
  @Option(
      names = "--seconds",
      description = "Measured time of each part. Default: ${DEFAULT-VALUE}",
      defaultValue = "10")
  double seconds;

  @Option(
      names = "--warm-up",
      description =
          "Seconds before each part, at least; posts go on until the JVM has compiled."
              + " Default: ${DEFAULT-VALUE}",
      defaultValue = "6")
  double warmUp;

  @Option(
      names = "--connections",
      description = "Clients that wait for an answer each. Default: ${DEFAULT-VALUE}",
      defaultValue = "64")
  int connections;

  @Option(
      names = "--rooms",
      description = "Rooms over which posts are spread. Default: ${DEFAULT-VALUE}",
      defaultValue = "100")
  int rooms;

  @Option(
      names = "--members",
      description = "Members of each room. Default: ${DEFAULT-VALUE}",
      defaultValue = "10")
  int members;

  @Option(
      names = "--jvm",
      description = "An option for the JVM of the measured server, to compare; may be repeated.")
  List<String> jvm = List.of();
}
