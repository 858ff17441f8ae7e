package io.tsubame.server;

import io.tsubame.api.HttpSettings;
import io.tsubame.api.ServerLimits;
import io.tsubame.application.OperatingFailure;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Runs the server until it is told to stop.
@Command(
    name = "serve",
    description = "Starts the server.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class ServeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Directory of all data. Default: ${DEFAULT-VALUE}",
      defaultValue = "./data")
  private Path data;

  @Option(
      names = "--host",
      paramLabel = "H",
      description = "Address to listen on. Default: ${DEFAULT-VALUE}",
      defaultValue = "127.0.0.1")
  private String host;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Port to listen on, 0 for any free one. Default: ${DEFAULT-VALUE}",
      defaultValue = "8080")
  private int port;

  @Override
  public Integer call() throws InterruptedException {
    HttpSettings http =
        new HttpSettings(host, port, null, Duration.ofSeconds(10), ServerLimits.DEFAULT);
    TsubameServer server;
    try {
      server = TsubameServer.start(ServerSettings.in(data.toAbsolutePath().normalize(), http));
    } catch (OperatingFailure | IllegalStateException failure) {
      spec.commandLine().getErr().println("Tsubame cannot start: " + failure.getMessage());
      return 1;
    }
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("shutdown")
                .unstarted(() -> {
                  server.close();
                  stopped.countDown();
                }));
    PrintWriter out = spec.commandLine().getOut();
    server
        .setupCode()
        .ifPresent(code -> out.println("Set-up code, needed from other machines only: " + code));
    out.println("Tsubame is ready at http://" + shown(host) + ":" + server.port());
    out.flush();
    stopped.await();
    return 0;
  }

  /// An IPv6 address goes into brackets.
  private static String shown(String host) {
    return host.contains(":") ? "[" + host + "]" : host;
  }
}
