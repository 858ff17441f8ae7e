package io.tsubame.application.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsubame.application.Unavailable;
import io.tsubame.application.log.EventLog;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class LogReachTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /// Shards below it do not answer.
  private volatile int silentBelow;

  private final LogReach reach = new LogReach(log());

  @AfterEach
  void close() {
    reach.close();
  }

  @Test
  @DisplayName(
      "[CL22] the log is out of reach when no shard has answered for a while, until one does")
  void lostAndFound() {
    reach.start();
    assertThat(reach.isThere()).isTrue();

    silentBelow = 3;
    await(() -> !reach.isThere());
    silentBelow = 2;

    await(reach::isThere);
  }

  @Test
  @DisplayName("[CL22] whatever else the log answers counts as well")
  void answersOthers() {
    silentBelow = 3;
    reach.start();
    await(() -> !reach.isThere());

    reach.answered();

    assertThat(reach.isThere()).isTrue();
  }

  @Test
  @DisplayName("[CL22] one shard that answers is enough")
  void part() {
    silentBelow = 2;
    reach.start();

    long end = System.nanoTime() + Duration.ofSeconds(6).toNanos();
    while (System.nanoTime() < end) {
      assertThat(reach.isThere()).isTrue();
      LockSupport.parkNanos(50_000_000);
    }
  }

  private EventLog log() {
    return (EventLog)
        Proxy.newProxyInstance(
            EventLog.class.getClassLoader(),
            new Class<?>[] {EventLog.class},
            (_, method, arguments) ->
                switch (method.getName()) {
                  case "shards" -> 8;
                  case "end" -> {
                    if ((int) arguments[0] < silentBelow) {
                      throw new Unavailable("injected");
                    }
                    yield 0L;
                  }
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - end).as("time left").isNegative();
      LockSupport.parkNanos(10_000_000);
    }
  }
}
