package io.tsubame.application.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsubame.application.live.LiveMessage.AccountChange.SelfChanged;
import io.tsubame.application.live.LiveMessage.Hello;
import io.tsubame.application.live.World.Client;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.room.RoomCommand.PostMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// What happens while somebody comes to the stream.
final class GreetingTest {
  private static final AccountId AYA = new AccountId(1);
  private static final AccountId BEN = new AccountId(2);
  private static final RoomId ROOM = new RoomId(64);

  private final World world = World.withRoom(ROOM, AYA, BEN);

  @AfterEach
  void close() {
    world.hub.close();
  }

  @Test
  @DisplayName("[LS2] hello comes first, and every change after it")
  void helloFirst() {
    Client ben = world.client(BEN).connect();
    world.act(ROOM, AYA, new PostMessage("hi", false));

    assertThat(ben.changes(ROOM)).hasSize(1);
    assertThat(ben.messages().getFirst()).isInstanceOf(Hello.class);
  }

  @Test
  @DisplayName("[LS2] a connection that is closed while it connects leaves nothing behind")
  void closedMeanwhile() {
    Client ben = world.client(BEN);
    ben.close(LiveConnection.CloseReason.SIGNED_OUT);
    ben.connect();
    world.hub.disconnect(ben);
    world.act(ROOM, AYA, new PostMessage("hi", false));

    assertThat(ben.changes(ROOM)).isEmpty();
    assertThat(world.hub.connectionCount()).isZero();
    assertThat(world.hub.audienceOf(ROOM)).isEmpty();
  }

  @Test
  @DisplayName("[LS2] a change of the account that comes while the views are waited for is told")
  void whileWaiting() {
    world.whileWaiting(() -> {
      world.profileEdited(BEN);
      world.hub.drain();
    });
    Client ben = world.client(BEN).connect();

    assertThat(ben.messages().getFirst()).isInstanceOf(Hello.class);
    assertThat(ben.accountChanges()).hasAtLeastOneElementOfType(SelfChanged.class);
  }
}
