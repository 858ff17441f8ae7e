package io.tsubame.application.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsubame.application.Overloaded;
import io.tsubame.application.live.LiveMessage.AccountChange;
import io.tsubame.application.live.LiveMessage.AccountChange.ContactsChanged;
import io.tsubame.application.live.LiveMessage.AccountChange.PersonChanged;
import io.tsubame.application.live.LiveMessage.AccountChange.RoomAdded;
import io.tsubame.application.live.LiveMessage.AccountChange.RoomRemoved;
import io.tsubame.application.live.LiveMessage.AccountChange.SelfChanged;
import io.tsubame.application.live.LiveMessage.Resumed;
import io.tsubame.application.live.LiveMessage.Resync;
import io.tsubame.application.live.LiveMessage.RoomChanges;
import io.tsubame.application.live.World.Client;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.Actor;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.room.IconPreset;
import io.tsubame.domain.room.InvitationLink;
import io.tsubame.domain.room.Member;
import io.tsubame.domain.room.Role;
import io.tsubame.domain.room.RoomCommand;
import io.tsubame.domain.room.RoomCommand.AddMembers;
import io.tsubame.domain.room.RoomCommand.MemberLists;
import io.tsubame.domain.room.RoomCommand.PostMessage;
import io.tsubame.domain.room.RoomCommand.RemoveMember;
import io.tsubame.domain.room.RoomSettings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LiveHubTest {
  private static final AccountId AYA = new AccountId(1);
  private static final AccountId BEN = new AccountId(2);
  private static final AccountId CHIE = new AccountId(3);
  private static final AccountId DAI = new AccountId(4);
  private static final RoomId ROOM = new RoomId(64);

  private static final PostMessage LONG = new PostMessage("x".repeat(2_000), false);

  private final World world = World.withRoom(ROOM, AYA, BEN);

  @AfterEach
  void close() {
    world.hub.close();
  }

  @Test
  @DisplayName("[LS4] one connection too many closes the account's oldest")
  void tooManyConnections() {
    Client oldest = world.client(BEN).connect();
    Client second = world.client(BEN).connect();
    Client third = world.client(BEN).connect();

    assertThat(oldest.isOpen()).isFalse();
    assertThat(second.isOpen()).isTrue();
    assertThat(third.isOpen()).isTrue();
  }

  @Test
  @DisplayName("[LS5] members that see the same get the same frame")
  void oneFrame() {
    Client aya = world.client(AYA).connect();
    Client other = world.client(AYA).connect();
    world.act(ROOM, BEN, new PostMessage("hi", false));

    assertThat(aya.changes(ROOM).getFirst()).isSameAs(other.changes(ROOM).getFirst());
  }

  @Test
  @DisplayName("[LS6] frames follow one another without a gap")
  void noGap() {
    Client ben = world.client(BEN).connect();
    long before = world.version(ROOM);
    for (int i = 0; i < 50; i++) {
      world.act(ROOM, AYA, new PostMessage("message " + i, false));
    }

    assertGapless(ben.changes(ROOM), before, world.version(ROOM));
  }

  @Test
  @DisplayName("[LS7] who is removed hears that the room is gone, and nothing more of it")
  void removed() {
    Client ben = world.client(BEN).connect();
    world.act(ROOM, AYA, new RemoveMember(BEN));
    world.act(ROOM, AYA, new PostMessage("among us", false));

    assertThat(ben.changes(ROOM)).isEmpty();
    assertThat(ben.accountChanges()).containsExactly(new RoomRemoved(ROOM));
  }

  @Test
  @DisplayName("[LS7] a deleted room is gone for everybody")
  void deleted() {
    Client ben = world.client(BEN).connect();
    world.act(ROOM, AYA, new RoomCommand.DeleteRoom());

    assertThat(ben.changes(ROOM)).isEmpty();
    assertThat(ben.accountChanges()).containsExactly(new RoomRemoved(ROOM));
  }

  @Test
  @DisplayName("[LS7] a stranger gets nothing")
  void stranger() {
    Client chie = world.client(CHIE).connect();
    world.act(ROOM, AYA, new PostMessage("hi", false));

    assertThat(chie.changes(ROOM)).isEmpty();
  }

  @Test
  @DisplayName(
      "[LS8] join requests, link and hidden members are told only to those who may see them")
  void sight() {
    Client aya = world.client(AYA).connect();
    Client ben = world.client(BEN).connect();
    world.act(
        ROOM, AYA, new RoomCommand.ChangeRoomSettings(new RoomSettings(true, true, true, false)));
    world.act(ROOM, AYA, new RoomCommand.CreateLink(new InvitationLink("code", true, "")));
    world.act(ROOM, CHIE, new RoomCommand.JoinByLink("code"));

    assertThat(last(aya.changes(ROOM)).sight()).isEqualTo(LiveMessage.Sight.FULL);
    assertThat(last(ben.changes(ROOM)).sight().requests()).isFalse();
    assertThat(last(ben.changes(ROOM)).sight().members()).isFalse();
  }

  @Test
  @DisplayName("[LS11] who comes in gets the room, and then its changes")
  void entered() {
    Client chie = world.client(CHIE).connect();
    world.act(ROOM, AYA, new AddMembers(List.of(new Member(CHIE, Role.MEMBER))));
    world.settle();
    world.act(ROOM, AYA, new PostMessage("welcome", false));

    AccountChange added = chie.accountChanges().getFirst();
    assertThat(added).isInstanceOf(RoomAdded.class);
    assertGapless(chie.changes(ROOM), ((RoomAdded) added).room().version(), world.version(ROOM));
  }

  @Test
  @DisplayName("[LS11] a person's change is told to those in their rooms, once")
  void personChanged() {
    world.act(
        new RoomId(128),
        AYA,
        new RoomCommand.CreateGroupRoom(
            new RoomId(128),
            "Once more",
            "",
            IconPreset.GROUP,
            new MemberLists(List.of(AYA), List.of(), List.of(BEN)),
            null));
    Client aya = world.client(AYA).connect();
    Client chie = world.client(CHIE).connect();
    world.profileEdited(BEN);

    assertThat(aya.accountChanges()).containsExactly(new PersonChanged(World.person(BEN)));
    assertThat(chie.accountChanges()).isEmpty();
  }

  @Test
  @DisplayName("[LS11] where the room hides its members, so do their changes")
  void hiddenPersonChanged() {
    world.act(ROOM, AYA, new AddMembers(List.of(new Member(CHIE, Role.MEMBER))));
    world.act(
        ROOM, AYA, new RoomCommand.ChangeRoomSettings(new RoomSettings(true, true, true, false)));
    Client aya = world.client(AYA).connect();
    Client ben = world.client(BEN).connect();
    Client chie = world.client(CHIE).connect();
    world.profileEdited(CHIE);

    assertThat(ben.accountChanges()).as("may not see who is in the room").isEmpty();
    assertThat(aya.accountChanges()).containsExactly(new PersonChanged(World.person(CHIE)));
    assertThat(chie.accountChanges())
        .as("themselves")
        .containsExactly(new SelfChanged(World.person(CHIE)));
  }

  @Test
  @DisplayName("[LS11] a person's change is told to their colleagues, too")
  void colleagueChanged() {
    world.joins(AYA);
    world.joins(DAI);
    Client aya = world.client(AYA).connect();
    Client ben = world.client(BEN).connect();
    world.profileEdited(DAI);

    assertThat(aya.accountChanges()).containsExactly(new PersonChanged(World.person(DAI)));
    assertThat(ben.accountChanges()).as("does not know them").isEmpty();
  }

  @Test
  @DisplayName("[LS11] who comes or goes is told to the people of the organization")
  void organizationChanged() {
    world.joins(AYA);
    Client aya = world.client(AYA).connect();
    Client ben = world.client(BEN).connect();
    world.joins(DAI);
    assertThat(aya.accountChanges()).containsExactly(new ContactsChanged());
    assertThat(ben.accountChanges()).as("is in no organization").isEmpty();

    Client dai = world.client(DAI).connect();
    world.leaves(DAI);
    assertThat(aya.accountChanges()).containsExactly(new ContactsChanged(), new ContactsChanged());
    assertThat(dai.accountChanges()).containsExactly(new ContactsChanged());
  }

  @Test
  @DisplayName("[LS14] where it cannot be found out whom a change concerns, everybody comes back")
  void lostForMany() {
    Client aya = world.client(AYA).connect();
    Client chie = world.client(CHIE).connect();
    world.refuse(new Overloaded("the views"));
    world.profileEdited(BEN);
    world.settle();

    assertThat(aya.isOpen()).isFalse();
    assertThat(chie.isOpen()).isFalse();
  }

  @Test
  @DisplayName("[LS12] who comes back gets what is missing, in order, and nothing twice")
  void resumed() {
    long known = world.version(ROOM);
    world.act(ROOM, AYA, new PostMessage("one", false));
    world.act(ROOM, AYA, new PostMessage("two", false));
    Client ben = world.client(BEN);
    world.hub.connect(ben, "test", true);
    world.act(ROOM, AYA, new PostMessage("three", false));

    assertThat(ben.changes(ROOM)).as("waits for the versions").isEmpty();
    world.hub.resume(ben, Map.of(ROOM, known));
    world.act(ROOM, AYA, new PostMessage("four", false));

    assertGapless(ben.changes(ROOM), known, world.version(ROOM));
    assertThat(ben.messages()).hasAtLeastOneElementOfType(Resumed.class);
  }

  @Test
  @DisplayName("[LS12] rooms that came or went meanwhile are added and removed")
  void resumedWithOtherRooms() {
    RoomId gone = new RoomId(128);
    Client ben = world.client(BEN);
    world.hub.connect(ben, "test", true);
    world.hub.resume(ben, Map.of(gone, 7L));

    assertThat(ben.accountChanges())
        .hasExactlyElementsOfTypes(RoomAdded.class, RoomRemoved.class)
        .contains(new RoomRemoved(gone));
  }

  @Test
  @DisplayName("[LS7] [G5] who is removed while they catch up gets nothing of the room any more")
  void removedWhileSlow() {
    long known = world.version(ROOM);
    world.act(ROOM, AYA, new PostMessage("for both of us", false));
    Client ben = world.client(BEN);
    world.hub.connect(ben, "test", true);
    ben.whileSlow(this::removeBenAndTalk);
    world.hub.resume(ben, Map.of(ROOM, known));

    assertThat(ben.changes(ROOM)).isEmpty();
    assertThat(ben.accountChanges()).containsOnly(new RoomRemoved(ROOM));
  }

  @Test
  @DisplayName("[LS7] [G5] nothing of the room comes behind the news that it is gone")
  void removedBehindTheAnswer() {
    long known = world.version(ROOM);
    world.act(ROOM, AYA, new PostMessage("for both of us", false));
    Client ben = world.client(BEN);
    world.hub.connect(ben, "test", true);
    world.afterNextAnswer(this::removeBenAndTalk);
    world.hub.resume(ben, Map.of(ROOM, known));

    assertThat(ben.changes(ROOM)).isEmpty();
    assertThat(ben.accountChanges()).containsExactly(new RoomRemoved(ROOM));
  }

  @Test
  @DisplayName("[LS7] [LS11] a room that is gone while it is added does not stay")
  void removedWhileAdded() {
    Client ben = world.client(BEN);
    world.hub.connect(ben, "test", true);
    ben.whileSlow(this::removeBenAndTalk);
    world.hub.resume(ben, Map.of());

    assertThat(ben.accountChanges()).containsExactly(new RoomRemoved(ROOM));
  }

  @Test
  @DisplayName("[LS7] [LS11] a room that is gone while somebody enters does not stay")
  void removedWhileEntering() {
    Client chie = world.client(CHIE).connect();
    world.afterNextAnswer(() -> {
      world.act(ROOM, AYA, new RemoveMember(CHIE));
      world.audienceOf(ROOM);
    });
    world.act(ROOM, AYA, new AddMembers(List.of(new Member(CHIE, Role.MEMBER))));

    assertThat(chie.accountChanges()).containsExactly(new RoomRemoved(ROOM));
    assertThat(world.audienceOf(ROOM)).isEmpty();
  }

  /// And waits until the hub has told it to those whom it concerns.
  private void removeBenAndTalk() {
    world.act(ROOM, AYA, new RemoveMember(BEN));
    world.act(ROOM, AYA, new PostMessage("among us", false));
    world.audienceOf(ROOM);
  }

  @Test
  @DisplayName("[LS13] where too much is missing the room is to be fetched again")
  void resync() {
    long known = world.version(ROOM);
    for (int i = 0; i < 4; i++) {
      world.act(ROOM, AYA, new PostMessage("message " + i, false));
    }
    Client ben = world.client(BEN);
    world.hub.connect(ben, "test", true);
    world.hub.resume(ben, Map.of(ROOM, known));

    assertThat(ben.changes(ROOM)).isEmpty();
    assertThat(ben.messages()).contains(new Resync(List.of(ROOM)));
  }

  @Test
  @DisplayName(
      "[LS13] where too much is missing of all rooms, the last ones are to be fetched again")
  void resyncInAll() {
    RoomId other = new RoomId(128);
    world.createRoom(other, AYA, BEN);
    Map<RoomId, Long> known = world.versions();
    for (int i = 0; i < 3; i++) {
      world.act(ROOM, AYA, new PostMessage("message " + i, false));
      world.act(other, AYA, new PostMessage("message " + i, false));
    }
    Client ben = world.client(BEN);
    world.hub.connect(ben, "test", true);
    world.hub.resume(ben, known);

    assertThat(ben.changes(ROOM)).hasSize(3);
    assertThat(ben.changes(other)).isEmpty();
    assertThat(ben.messages()).contains(new Resync(List.of(other)));
  }

  @Test
  @DisplayName(
      "[LS13] in place of a frame that is too long the room is to be fetched again, and goes on")
  void tooLongLive() {
    Client ben = world.client(BEN).connect();
    world.act(ROOM, AYA, LONG);
    world.settle();
    world.act(ROOM, AYA, new PostMessage("short", false));

    assertThat(ben.changes(ROOM))
        .extracting(RoomChanges::version)
        .containsExactly(world.version(ROOM));
    assertThat(ben.messages()).containsOnlyOnce(new Resync(List.of(ROOM)));
    assertThat(ben.isOpen()).isTrue();
  }

  @Test
  @DisplayName("[LS13] also for who comes back, before it or while it happens")
  void tooLongMissed() {
    long known = world.version(ROOM);
    Client before = world.client(BEN);
    world.hub.connect(before, "test", true);
    world.act(ROOM, AYA, LONG);
    world.settle();
    Client after = world.client(BEN);
    world.hub.connect(after, "test", true);
    for (Client client : List.of(before, after)) {
      world.hub.resume(client, Map.of(ROOM, known));

      assertThat(client.changes(ROOM)).isEmpty();
      assertThat(client.messages()).contains(new Resync(List.of(ROOM)));
      assertThat(client.messages()).hasAtLeastOneElementOfType(Resumed.class);
      assertThat(client.isOpen()).isTrue();
    }
  }

  @Test
  @DisplayName("[LS13] nobody is told to fetch what the views do not hold")
  void tooLongForLateViews() {
    Client ben = world.client(BEN).connect();
    world.fallBehind();
    world.act(ROOM, AYA, LONG);
    world.settle();
    world.settle();

    assertThat(ben.messages()).doesNotHaveAnyElementsOfTypes(Resync.class);
    assertThat(ben.isOpen()).as("comes back").isFalse();
  }

  @Test
  @DisplayName("[LS14] whose change is lost because the views refuse comes back")
  void lostChange() {
    Client aya = world.client(AYA).connect();
    Client ben = world.client(BEN).connect();
    Client chie = world.client(CHIE).connect();
    world.refuse(new Overloaded("the views"));
    world.act(ROOM, Actor.of(BEN), new RoomCommand.MarkRead(BEN, null));
    world.act(ROOM, AYA, new AddMembers(List.of(new Member(CHIE, Role.MEMBER))));
    world.settle();

    assertThat(ben.isOpen()).as("does not know what is read").isFalse();
    assertThat(chie.isOpen()).as("does not know the room").isFalse();
    assertThat(aya.isOpen()).as("missed nothing").isTrue();
  }

  @Test
  @DisplayName("[LS14] what is held for a connection that does not catch up is bounded")
  void heldIsBounded() {
    Client ben = world.client(BEN);
    world.hub.connect(ben, "test", true);
    for (int i = 0; i < 6; i++) {
      world.act(ROOM, AYA, new PostMessage("message " + i, false));
    }
    world.settle();

    assertThat(ben.isOpen()).isFalse();
  }

  @Test
  @DisplayName("[LS14] and so are its bytes")
  void heldBytesAreBounded() {
    Client ben = world.client(BEN);
    world.hub.connect(ben, "test", true);
    for (int i = 0; i < 3; i++) {
      world.act(ROOM, AYA, new PostMessage("x".repeat(900), false));
    }
    world.settle();

    assertThat(ben.isOpen()).isFalse();
  }

  @Test
  @DisplayName("[LS9] a private event goes to nobody as a change of the room")
  void privateEvents() {
    Client aya = world.client(AYA).connect();
    world.act(ROOM, Actor.of(BEN), new RoomCommand.MarkRead(BEN, null));

    assertThat(aya.changes(ROOM)).isEmpty();
    assertThat(aya.accountChanges()).isEmpty();
  }

  private static void assertGapless(List<RoomChanges> changes, long before, long end) {
    long expected = before + 1;
    for (RoomChanges change : changes) {
      assertThat(change.from()).isEqualTo(expected);
      expected = change.version() + 1;
    }
    assertThat(expected).isEqualTo(end + 1);
  }

  private static RoomChanges last(List<RoomChanges> changes) {
    return changes.getLast();
  }
}
