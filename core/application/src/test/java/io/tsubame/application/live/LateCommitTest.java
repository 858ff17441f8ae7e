package io.tsubame.application.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsubame.application.live.LiveMessage.AccountChange.RoomRemoved;
import io.tsubame.application.live.LiveMessage.Resync;
import io.tsubame.application.live.LiveMessage.RoomChanges;
import io.tsubame.application.live.World.Client;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.room.RoomCommand.PostMessage;
import io.tsubame.domain.room.RoomCommand.RemoveMember;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// Commits that the hub learns of without the room's state, as after an unknown outcome.
final class LateCommitTest {
  private static final AccountId AYA = new AccountId(1);
  private static final AccountId BEN = new AccountId(2);
  private static final AccountId CHIE = new AccountId(3);
  private static final RoomId ROOM = new RoomId(64);

  private final World world = World.withRoom(ROOM, AYA, BEN);

  @AfterEach
  void close() {
    world.hub.close();
  }

  @Test
  @DisplayName("[LS13] a commit of which too little is known has the room's readers fetch it")
  void lateCommit() {
    Client ben = world.client(BEN).connect();
    Client chie = world.client(CHIE).connect();
    world.commitLate(ROOM, AYA, new PostMessage("was it written?", false));
    world.settle();
    world.act(ROOM, AYA, new PostMessage("it was", false));

    assertThat(ben.changes(ROOM))
        .extracting(RoomChanges::version)
        .containsExactly(world.version(ROOM));
    assertThat(ben.messages()).containsOnlyOnce(new Resync(List.of(ROOM)));
    assertThat(ben.isOpen()).isTrue();
    assertThat(chie.messages()).as("is not in the room").doesNotContain(new Resync(List.of(ROOM)));
  }

  @Test
  @DisplayName("[LS7] [G5] who was removed by such a commit gets nothing of the room any more")
  void removedByLateCommit() {
    Client ben = world.client(BEN).connect();
    world.commitLate(ROOM, AYA, new RemoveMember(BEN));
    world.act(ROOM, AYA, new PostMessage("among us", false));
    world.settle();

    assertThat(ben.changes(ROOM)).isEmpty();
    // By the change itself, and by the next one, if that comes to the lane first.
    assertThat(ben.accountChanges()).containsOnly(new RoomRemoved(ROOM));
    assertThat(ben.messages()).doesNotHaveAnyElementsOfTypes(Resync.class);
  }

  @Test
  @DisplayName("[LS14] where the views do not answer after such a commit, its readers come back")
  void lateCommitWithoutViews() {
    Client ben = world.client(BEN).connect();
    world.fallBehind();
    world.commitLate(ROOM, AYA, new PostMessage("was it written?", false));
    world.settle();

    assertThat(ben.isOpen()).isFalse();
  }
}
