package io.tsubame.server;

import io.tsubame.server.demo.Demo;
import io.tsubame.server.demo.StoryClock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/// Puts the demo into a data directory that nobody serves yet, with a core of its own whose clock
/// tells the times of the story.
final class DemoData {
  private DemoData() {}

  /// How to log in; empty where somebody is there already, and nothing was changed.
  static Optional<Demo.Login> fill(ServerSettings settings) throws InterruptedException {
    Instant now = settings.clock().instant();
    StoryClock clock = new StoryClock(now, ZoneId.systemDefault());
    try (Core core = Core.open(settings.with(clock))) {
      core.engine().start();
      awaitViews(core);
      if (!core.application().setUp().isNeeded()) {
        return Optional.empty();
      }
      return Optional.of(Demo.fill(core.application(), clock, () -> followed(core)));
    }
  }

  private static void followed(Core core) {
    try {
      awaitViews(core);
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the demo was written", interrupt);
    }
  }

  private static void awaitViews(Core core) throws InterruptedException {
    core.awaitViews(Duration.ofSeconds(1), _ -> {});
  }
}
