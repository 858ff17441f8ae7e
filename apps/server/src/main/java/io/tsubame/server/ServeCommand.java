package io.tsubame.server;

import io.tsubame.api.HttpApi;
import io.tsubame.application.OperatingFailure;
import io.tsubame.server.config.Configuration;
import io.tsubame.server.config.ConfigurationFaults;
import io.tsubame.server.config.ConfigurationReader;
import io.tsubame.server.config.ConfigurationReader.Option;
import io.tsubame.server.config.ConfigurationText;
import io.tsubame.server.demo.Demo;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Runs the server until it is told to stop.
@Command(
    name = "serve",
    description = "Starts the server.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class ServeCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);

  /// The exit code of a node that is to be started again.
  static final int START_AGAIN = 3;

  @Spec private CommandSpec spec;

  @CommandLine.Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Directory of all data. Default: ./data")
  private @Nullable String data;

  @CommandLine.Option(
      names = "--host",
      paramLabel = "H",
      description = "Address to listen on. Default: 127.0.0.1")
  private @Nullable String host;

  @CommandLine.Option(
      names = "--port",
      paramLabel = "N",
      description = "Port to listen on, 0 for any free one. Default: 8080")
  private @Nullable String port;

  @CommandLine.Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Configuration file; its keys are in docs/ops/configuration.md")
  private @Nullable Path config;

  @CommandLine.Option(
      names = "--demo",
      description = "Fills an empty data directory with an example company")
  private boolean demo;

  @CommandLine.Option(
      names = "--print-config",
      description = "Prints the configuration that results, and ends")
  private boolean printConfig;

  @Override
  public Integer call() throws InterruptedException {
    ConfigurationReader.Read read;
    try {
      read = ConfigurationReader.read(Optional.ofNullable(config), System.getenv(), options());
    } catch (ConfigurationFaults faults) {
      err().println(faults.getMessage() + ":");
      faults.faults().forEach(fault -> err().println("  " + fault));
      return CommandLine.ExitCode.USAGE;
    }
    if (printConfig) {
      out().print(ConfigurationText.of(read));
      out().flush();
      return CommandLine.ExitCode.OK;
    }
    return serve(read.configuration());
  }

  private Map<String, Option> options() {
    Map<String, Option> options = new HashMap<>();
    put(options, "storage.directory", "--data", data);
    put(options, "server.host", "--host", host);
    put(options, "server.port", "--port", port);
    return options;
  }

  private static void put(
      Map<String, Option> options, String key, String name, @Nullable String value) {
    if (value != null) {
      options.put(key, new Option(name, value));
    }
  }

  private int serve(Configuration configuration) throws InterruptedException {
    ServerSettings settings = ServerSettings.of(configuration, Clock.systemUTC());
    StopSignal signal = StopSignal.watch();
    TsubameServer server;
    Optional<Demo.Login> login;
    if (demo && settings.cluster() != null) {
      err().println("--demo fills a data directory, and a node of a cluster has none: see profile");
      signal.failed();
      return CommandLine.ExitCode.USAGE;
    }
    // Where this fails, the server's own start does, too, and tells why.
    Thread.ofPlatform().daemon().name("http-preparation").start(HttpApi::prepare);
    try {
      login = demo ? filled(settings) : Optional.empty();
      server = TsubameServer.start(settings);
    } catch (OperatingFailure | IllegalStateException | IllegalArgumentException failure) {
      err().println("Tsubame cannot start: " + failure.getMessage());
      signal.failed();
      return CommandLine.ExitCode.SOFTWARE;
    } catch (RuntimeException | Error bug) {
      signal.failed();
      LOG.atError().setCause(bug).log("Tsubame cannot start");
      return CommandLine.ExitCode.SOFTWARE;
    }
    signal.started(server);
    awaitReady(server);
    if (!server.ended().toCompletableFuture().isDone()) {
      announce(server, "http://" + shown(settings.http().host()) + ":" + server.port(), login);
    }
    String why = server.ended().toCompletableFuture().join(); // else a signal ends the process
    err().println("Tsubame ends: " + why);
    signal.endsWith(START_AGAIN);
    return START_AGAIN;
  }

  private Optional<Demo.Login> filled(ServerSettings settings) throws InterruptedException {
    Optional<Demo.Login> login = DemoData.fill(settings);
    if (login.isEmpty()) {
      err().println("No demo: there are people in " + settings.data() + " already.");
    }
    return login;
  }

  private void awaitReady(TsubameServer server) throws InterruptedException {
    try {
      server.awaitReady(toGo -> err().printf("Catching up: %,d changes to go%n", toGo));
    } catch (IllegalStateException stopped) {
      err().println("Tsubame can be written to, but not read: " + stopped.getMessage());
    }
  }

  private void announce(TsubameServer server, String url, Optional<Demo.Login> login) {
    out().println("Tsubame is ready at " + url);
    login.ifPresent(guest -> out().print(invitation(guest, url)));
    server
        .setupCode()
        .ifPresent(code -> out().println("Set-up code, needed from other machines only: " + code));
    out().flush();
  }

  private static String invitation(Demo.Login guest, String url) {
    return """

      Log in as  %s
      Password   %s
      API token  %s
      Try        curl -H 'x-chatworktoken: %s' %s/v2/rooms
    """
        .formatted(guest.email(), guest.password(), guest.apiToken(), guest.apiToken(), url);
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }

  /// An IPv6 address goes into brackets.
  private static String shown(String host) {
    return host.contains(":") ? "[" + host + "]" : host;
  }
}
