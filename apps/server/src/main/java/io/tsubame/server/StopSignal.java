package io.tsubame.server;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Ends the process tidily when it is told to end: closes the server, and makes 0 of the exit code
/// that the JVM gives to who is ended by a signal.
final class StopSignal {
  private final CompletableFuture<Optional<TsubameServer>> started = new CompletableFuture<>();
  private volatile int exitCode;

  /// From now on a signal waits until the server has started or failed to.
  static StopSignal watch() {
    StopSignal signal = new StopSignal();
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(signal::stop));
    return signal;
  }

  /// The process ends by itself, with this exit code, when the server is closed.
  void endsWith(int code) {
    exitCode = code;
  }

  void started(TsubameServer server) {
    started.complete(Optional.of(server));
  }

  /// The process ends by itself, with its own exit code.
  void failed() {
    started.complete(Optional.empty());
  }

  private void stop() {
    Optional<TsubameServer> server = started.join();
    if (server.isPresent()) {
      server.get().close();
      Runtime.getRuntime().halt(exitCode);
    }
  }
}
