package io.tsubame.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class CarriersTest {
  private static final String PARALLELISM = "jdk.virtualThreadScheduler.parallelism";

  private final String before = System.getProperty(PARALLELISM);

  @AfterEach
  void restore() {
    if (before == null) {
      System.clearProperty(PARALLELISM);
    } else {
      System.setProperty(PARALLELISM, before);
    }
  }

  @Test
  @DisplayName("there are more carriers than event loops, of which each may keep one busy")
  void moreThanEventLoops() {
    System.clearProperty(PARALLELISM);
    Carriers.prepare();
    assertThat(Integer.getInteger(PARALLELISM))
        .isGreaterThan(Runtime.getRuntime().availableProcessors());
  }

  @Test
  @DisplayName("a number that was given to the JVM stays")
  void given() {
    System.setProperty(PARALLELISM, "7");
    Carriers.prepare();
    assertThat(System.getProperty(PARALLELISM)).isEqualTo("7");
  }
}
