package io.tsubame.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// When a client that does not read is cut off, on a clock of the test's own.
final class DeliveryTest {
  private final EmbeddedChannel channel = new EmbeddedChannel();
  private long now;
  private final Delivery delivery = new Delivery(channel, Duration.ofSeconds(30), () -> now);

  DeliveryTest() {
    channel.freezeTime();
  }

  private void passes(int seconds) {
    for (int i = 0; i < seconds; i++) {
      now += TimeUnit.SECONDS.toNanos(1);
      channel.advanceTimeBy(1, TimeUnit.SECONDS);
      channel.runScheduledPendingTasks();
    }
  }

  @Test
  @DisplayName("[H17] who takes no answer for the time of a request is cut off")
  void silent() {
    delivery.begin(1);
    passes(29);
    assertThat(channel.isOpen()).isTrue();
    passes(2);
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  @DisplayName("[H17] a long answer has longer, and each that is taken gives time for the others")
  void slow() {
    delivery.begin(640);
    delivery.begin(640);
    passes(49);
    delivery.end(640);
    passes(39);
    assertThat(channel.isOpen()).isTrue();
    passes(2);
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  @DisplayName("[H17] who takes all answers stays, however long nothing is asked")
  void idle() {
    delivery.begin(640);
    delivery.end(640);
    passes(100);
    delivery.begin(1);
    passes(29);
    assertThat(channel.isOpen()).isTrue();
    delivery.end(1);
    passes(100);
    assertThat(channel.isOpen()).isTrue();
  }
}
