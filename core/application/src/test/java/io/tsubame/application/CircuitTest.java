package io.tsubame.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class CircuitTest {
  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
  private final Circuit circuit = new Circuit(Duration.ofNanos(10), now::get);

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      assertThat(circuit.enter()).isTrue();
      circuit.failed();
    }
  }

  @Test
  @DisplayName("[SX3] nobody calls for a while after three failures in a row")
  void opens() {
    fail(2);
    circuit.enter();
    circuit.answered();
    fail(3);
    assertThat(circuit.isOpen()).isTrue();
    assertThat(circuit.enter()).isFalse();
    now.addAndGet(9);
    assertThat(circuit.enter()).isFalse();
  }

  @Test
  @DisplayName("[SX3] then one tries, and all others when that is answered")
  void closes() {
    fail(3);
    now.addAndGet(10);
    assertThat(circuit.enter()).isTrue();
    assertThat(circuit.enter()).isFalse();
    circuit.failed();
    assertThat(circuit.enter()).isFalse();
    now.addAndGet(10);
    assertThat(circuit.enter()).isTrue();
    circuit.left();
    assertThat(circuit.enter()).isTrue();
    circuit.answered();
    assertThat(circuit.enter()).isTrue();
    assertThat(circuit.enter()).isTrue();
  }
}
