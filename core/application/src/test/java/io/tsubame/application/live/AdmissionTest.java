package io.tsubame.application.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsubame.application.live.LiveMessage.Resumed;
import io.tsubame.application.live.World.Client;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.room.RoomCommand.PostMessage;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Many who come at once, where one at a time is let in.
final class AdmissionTest {
  private static final AccountId AYA = new AccountId(1);
  private static final AccountId BEN = new AccountId(2);
  private static final RoomId ROOM = new RoomId(64);
  private static final long PATIENCE_SECONDS = 10;

  private final World world = World.withRoom(ROOM, AYA, BEN);
  private final CountDownLatch end = new CountDownLatch(1);

  @AfterEach
  void close() {
    end.countDown();
    world.hub.close();
  }

  @Test
  @DisplayName("[LS22] who comes waits until those before are let in, and is let in then")
  void oneAfterTheOther() throws InterruptedException {
    Client aya = world.client(AYA);
    Client ben = world.client(BEN);
    Thread first = comesSlowly(aya);

    Thread second = Thread.ofVirtual().start(ben::connect);
    awaitWaiting(1);
    assertThat(ben.messages()).isEmpty();
    end.countDown();

    join(first);
    join(second);
    assertThat(ben.messages()).isNotEmpty();
  }

  @Test
  @DisplayName("[LS22] nothing is done for who has gone while they waited")
  void goneMeanwhile() throws InterruptedException {
    Client ben = world.client(BEN);
    Thread first = comesSlowly(world.client(AYA));

    Thread second = Thread.ofVirtual().start(ben::connect);
    awaitWaiting(1);
    ben.close(LiveConnection.CloseReason.SIGNED_OUT);
    world.hub.disconnect(ben);
    end.countDown();

    join(first);
    join(second);
    assertThat(ben.messages()).isEmpty();
    assertThat(world.hub.connectionCount()).isEqualTo(1);
  }

  @Test
  @DisplayName("[LS22] who does not read what they missed holds up nobody")
  void slowReader() throws InterruptedException {
    world.act(ROOM, AYA, new PostMessage("hi", false));
    Client aya = world.client(AYA);
    world.hub.connect(aya, "test", true);
    CountDownLatch reads = new CountDownLatch(1);
    aya.whileSlow(() -> {
      reads.countDown();
      await(end);
    });
    Thread slow = Thread.ofVirtual().start(() -> world.hub.resume(aya, Map.of(ROOM, 1L)));
    await(reads);

    Client ben = world.client(BEN);
    join(Thread.ofVirtual().start(ben::connect));

    assertThat(ben.messages()).isNotEmpty();
    end.countDown();
    join(slow);
    assertThat(aya.messages()).hasAtLeastOneElementOfType(Resumed.class);
  }

  @Test
  @DisplayName("[LS22] who waits for the views holds up nobody")
  void waitsForViews() throws InterruptedException {
    CountDownLatch waits = new CountDownLatch(1);
    world.whileWaiting(() -> {
      waits.countDown();
      await(end);
    });
    Thread first = Thread.ofVirtual().start(world.client(AYA)::connect);
    await(waits);

    Client ben = world.client(BEN);
    join(Thread.ofVirtual().start(ben::connect));

    assertThat(ben.messages()).isNotEmpty();
    end.countDown();
    join(first);
  }

  /// Connects, and has its turn until the end.
  private Thread comesSlowly(Client client) {
    CountDownLatch inTurn = new CountDownLatch(1);
    world.whileAsked(() -> {
      inTurn.countDown();
      await(end);
    });
    Thread thread = Thread.ofVirtual().start(client::connect);
    await(inTurn);
    return thread;
  }

  private void awaitWaiting(int number) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (world.hub.coming() != number) {
      assertThat(System.nanoTime() - deadline).as("time left").isNegative();
      TimeUnit.MILLISECONDS.sleep(1);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException interrupt) {
      throw new AssertionError(interrupt);
    }
  }

  private static void join(Thread thread) throws InterruptedException {
    assertThat(thread.join(Duration.ofSeconds(PATIENCE_SECONDS))).isTrue();
  }
}
