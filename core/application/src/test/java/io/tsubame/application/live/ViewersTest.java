package io.tsubame.application.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsubame.application.live.PresenceBoard.Seen;
import io.tsubame.application.live.World.Client;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.room.IconPreset;
import io.tsubame.domain.room.RoomCommand;
import io.tsubame.domain.room.RoomCommand.MemberLists;
import io.tsubame.domain.room.RoomCommand.RemoveMember;
import io.tsubame.domain.room.RoomSettings;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ViewersTest {
  private static final AccountId AYA = new AccountId(1);
  private static final AccountId BEN = new AccountId(2);
  private static final AccountId CHIE = new AccountId(3);
  private static final RoomId ROOM = new RoomId(64);

  private final World world = new World(LiveLimits.DEFAULT);
  private Instant now = World.NOW;
  private final Board board = new Board();
  private final Viewers viewers =
      new Viewers(world.hub, world, world::encode, LiveLimits.DEFAULT, clock(), board);

  /// Notes what is shown, and shows what it is told to.
  private static final class Board implements PresenceBoard {
    private Set<RoomId> looked = Set.of();
    private Map<RoomId, List<Seen>> others = Map.of();
    private final List<Map<RoomId, Seen>> known = new ArrayList<>();

    @Override
    public Set<RoomId> lookedAt(Set<RoomId> here) {
      return looked;
    }

    @Override
    public Map<RoomId, List<Seen>> exchange(Map<RoomId, Seen> shown, Set<RoomId> wanted) {
      known.add(Map.copyOf(shown));
      return others;
    }
  }

  @BeforeEach
  void aRoomWithAReader() {
    world.act(
        ROOM,
        AYA,
        new RoomCommand.CreateGroupRoom(
            ROOM,
            "Design",
            "",
            IconPreset.GROUP,
            new MemberLists(List.of(AYA), List.of(BEN), List.of(CHIE)),
            null));
  }

  @AfterEach
  void close() {
    world.hub.close();
  }

  @Test
  @DisplayName("[LS15] who looks at a room hears who is there; who does not look hears nothing")
  void presence() {
    Client aya = viewing(AYA);
    Client ben = world.client(BEN).connect();
    viewers.state(ben, Viewers.State.AWAY);
    viewers.tick(true);

    assertThat(aya.messages()).contains(new LiveMessage.Presence(ROOM, List.of(AYA), List.of(BEN)));
    assertThat(ben.messages()).doesNotHaveAnyElementsOfTypes(LiveMessage.Presence.class);
  }

  @Test
  @DisplayName("[LS17] what did not change is not told again")
  void presenceOnce() {
    Client aya = viewing(AYA);
    viewers.tick(true);
    viewers.tick(true);

    assertThat(aya.messages()).filteredOn(LiveMessage.Presence.class::isInstance).hasSize(1);
  }

  @Test
  @DisplayName("[LS15] where the room hides its members, so does presence")
  void hiddenMembers() {
    world.act(
        ROOM, AYA, new RoomCommand.ChangeRoomSettings(new RoomSettings(true, true, true, false)));
    Client aya = viewing(AYA);
    Client ben = viewing(BEN);
    viewers.tick(true);

    assertThat(aya.messages()).hasAtLeastOneElementOfType(LiveMessage.Presence.class);
    assertThat(ben.messages()).doesNotHaveAnyElementsOfTypes(LiveMessage.Presence.class);
  }

  @Test
  @DisplayName("[LS16] typing is heard of those who may post")
  void typing() {
    Client aya = viewing(AYA);
    viewers.typing(world.client(CHIE).connect(), ROOM);
    viewers.tick(false);
    assertThat(aya.messages()).doesNotHaveAnyElementsOfTypes(LiveMessage.Typing.class);

    viewers.typing(world.client(BEN).connect(), ROOM);
    viewers.tick(false);
    assertThat(aya.messages()).contains(new LiveMessage.Typing(ROOM, List.of(BEN)));
  }

  @Test
  @DisplayName("[LS15] who is removed while looking hears no more")
  void removed() {
    Client ben = viewing(BEN);
    viewers.tick(true);
    world.act(ROOM, AYA, new RemoveMember(BEN));
    world.settle();
    int before = ben.messages().size();
    viewers.typing(world.client(AYA).connect(), ROOM);
    viewers.tick(true);

    assertThat(ben.messages()).hasSize(before);
  }

  @Test
  @DisplayName("[LS15] [LS17] a connection that is closed while it says what it shows is forgotten")
  void closedMeanwhile() {
    Client ben = world.client(BEN).connect();
    world.afterNextAnswer(() -> {
      ben.close(LiveConnection.CloseReason.SIGNED_OUT);
      viewers.disconnect(ben);
    });
    viewers.viewing(ben, List.of(ROOM));
    viewers.state(ben, Viewers.State.AWAY);

    assertThat(viewers.size()).isZero();
  }

  @Test
  @DisplayName("[LS15] nothing is left of who looked and went")
  void leaves() {
    Client aya = viewing(AYA);
    viewers.typing(world.client(BEN).connect(), ROOM);
    viewers.state(aya, Viewers.State.AWAY);
    viewers.tick(true);
    assertThat(viewers.size()).isPositive();
    aya.close(LiveConnection.CloseReason.SIGNED_OUT);
    viewers.disconnect(aya);

    assertThat(viewers.size()).isZero();
  }

  @Test
  @DisplayName("[LS16] typing ends by itself, also where nobody looks")
  void typingEnds() {
    viewers.typing(world.client(BEN).connect(), ROOM);
    viewers.tick(false);
    assertThat(viewers.size()).isPositive();
    now = now.plusSeconds(5);
    viewers.tick(false);

    assertThat(viewers.size()).isZero();
  }

  @Test
  @DisplayName("[LS21] who is connected to another node is present, and is heard typing")
  void elsewhere() {
    Client aya = viewing(AYA);
    board.others =
        Map.of(
            ROOM,
            List.of(
                new Seen(Set.of(BEN), Set.of(AYA), Set.of(BEN)),
                new Seen(Set.of(), Set.of(BEN, CHIE), Set.of())));
    viewers.tick(true);
    assertThat(aya.messages())
        .contains(
            new LiveMessage.Presence(ROOM, List.of(AYA, BEN), List.of(CHIE)),
            new LiveMessage.Typing(ROOM, List.of(BEN)));
    board.others = Map.of();
    viewers.tick(true);
    assertThat(aya.messages())
        .contains(
            new LiveMessage.Presence(ROOM, List.of(AYA), List.of()),
            new LiveMessage.Typing(ROOM, List.of()));
  }

  @Test
  @DisplayName(
      "[LS21] other nodes are shown who is here of rooms that somebody looks at, and no others")
  void shown() {
    Client ben = world.client(BEN).connect();
    viewers.typing(ben, ROOM);
    viewers.tick(true);
    assertThat(board.known).containsExactly(Map.of());

    board.looked = Set.of(ROOM);
    viewers.tick(false);
    viewers.tick(true);
    Seen here = new Seen(Set.of(BEN), Set.of(), Set.of(BEN));
    assertThat(board.known.getLast()).isEqualTo(Map.of(ROOM, here));
    assertThat(board.known).hasSize(2);

    now = now.plusSeconds(5);
    ben.close(LiveConnection.CloseReason.SIGNED_OUT);
    viewers.disconnect(ben);
    world.hub.disconnect(ben);
    world.settle();
    viewers.tick(true);
    assertThat(board.known.getLast()).isEqualTo(Map.of(ROOM, Seen.NOBODY));
    viewers.tick(true);
    assertThat(board.known.getLast()).isEmpty();
  }

  private Client viewing(AccountId account) {
    Client client = world.client(account).connect();
    viewers.viewing(client, List.of(ROOM));
    return client;
  }

  private Clock clock() {
    return new Clock() {
      @Override
      public Instant instant() {
        return now;
      }

      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
      }
    };
  }
}
