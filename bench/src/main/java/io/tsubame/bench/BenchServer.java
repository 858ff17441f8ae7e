package io.tsubame.bench;

import io.tsubame.api.HttpSettings;
import io.tsubame.api.ServerLimits;
import io.tsubame.server.ServerSettings;
import io.tsubame.server.ThreadBudget;
import io.tsubame.server.TsubameServer;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/// The server as people run it, but without limits on rates, in a process of its own.
final class BenchServer {
  private static final String READY = "ready on port ";

  private BenchServer() {}

  /// @param arguments the data directory
  public static void main(String[] arguments) throws InterruptedException {
    ThreadBudget.apply();
    HttpSettings http = HttpSettings.local(0).with(ServerLimits.DEFAULT.withoutRates());
    TsubameServer server = TsubameServer.start(ServerSettings.in(Path.of(arguments[0]), http));
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(server::close));
    announce(server.port());
    // The server's own threads keep no process alive.
    new CountDownLatch(1).await();
  }

  static void announce(int port) {
    System.out.println(READY + port);
    System.out.flush();
  }

  /// The port in an announcement, 0 in any other line.
  static int portIn(String line) {
    return line.startsWith(READY) ? Integer.parseInt(line.substring(READY.length())) : 0;
  }
}
