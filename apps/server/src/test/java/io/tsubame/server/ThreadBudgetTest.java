package io.tsubame.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class ThreadBudgetTest {
  private static final String EVENT_LOOPS = "com.linecorp.armeria.numCommonWorkers";
  private static final String CARRIERS = "jdk.virtualThreadScheduler.parallelism";

  private final String loopsBefore = System.clearProperty(EVENT_LOOPS);
  private final String carriersBefore = System.clearProperty(CARRIERS);

  @AfterEach
  void restore() {
    put(EVENT_LOOPS, loopsBefore);
    put(CARRIERS, carriersBefore);
  }

  private static void put(String property, String value) {
    if (value == null) {
      System.clearProperty(property);
    } else {
      System.setProperty(property, value);
    }
  }

  @Test
  @DisplayName("there are more carriers than event loops, of which each may keep one busy")
  void moreCarriersThanLoops() {
    ThreadBudget.apply();
    assertThat(Integer.getInteger(CARRIERS)).isGreaterThan(Integer.getInteger(EVENT_LOOPS));
  }

  @Test
  @DisplayName("what was given to the JVM stays")
  void given() {
    System.setProperty(CARRIERS, "7");
    ThreadBudget.apply();
    assertThat(System.getProperty(CARRIERS)).isEqualTo("7");
  }
}
