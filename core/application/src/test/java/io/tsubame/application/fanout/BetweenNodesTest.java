package io.tsubame.application.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsubame.application.cluster.Peers;
import io.tsubame.application.log.EventLog.LogRecord;
import io.tsubame.application.shard.Commit;
import io.tsubame.application.shard.Committed;
import io.tsubame.application.shard.HeapCodec;
import io.tsubame.application.shard.ViewProgress;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.Actor;
import io.tsubame.domain.AggregateId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.account.AccountEvent;
import io.tsubame.domain.collection.IntMap;
import io.tsubame.domain.room.IconPreset;
import io.tsubame.domain.room.Role;
import io.tsubame.domain.room.Room;
import io.tsubame.domain.room.RoomSettings;
import io.tsubame.domain.room.RoomType;
import io.tsubame.testkit.properties.Gen;
import io.tsubame.testkit.properties.Property;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BetweenNodesTest {
  private static final int SHARDS = 64;
  private static final Room ROOM =
      new Room(
          Room.Status.ACTIVE,
          new Room.Header(
              new RoomId(128),
              RoomType.GROUP,
              "Design",
              "What it is about",
              IconPreset.GROUP,
              new RoomSettings(true, false, true, false)),
          IntMap.<Role>empty().put(7, Role.ADMIN).put(9, Role.READONLY),
          IntMap.empty(),
          IntMap.empty(),
          null,
          4,
          17,
          0,
          null,
          Room.Loaded.NOTHING);

  private static final Follow.Change NOTHING = Follow.Change.NONE;
  private static final ViewProgress NO_VIEWS =
      new ViewProgress() {
        @Override
        public long projected(int shard) {
          return 0;
        }

        @Override
        public boolean awaitProjected(int shard, long end, Duration timeout) {
          return false;
        }
      };

  private static final Told.Span SPAN =
      new Told.Span(
          3,
          10,
          12,
          9,
          List.of(new Told.Piece(11, new LogRecord("commit", new byte[] {1, 2}), 17, ROOM)));

  private static final Follow FOLLOW =
      new Follow(
          5,
          true,
          new Follow.Change(List.of(1, 2), List.of(3)),
          List.of(
              new Follow.OfShard(
                  63, true, false, new Follow.Change(List.of(63), List.of(127, 191)))),
          List.of(4));

  @Test
  @DisplayName("what an owner tells arrives as it was, of rooms what delivery needs")
  void told() {
    PacketWriter out = Told.begin(8);
    Told.writeSpan(out, SPAN);
    Told.writeSpan(out, new Told.Span(4, 1, 1, 0, List.of()));
    Told read = Told.decode(out.toBytes(), SHARDS);

    assertThat(read.generation()).isEqualTo(8);
    assertThat(read.spans()).hasSize(2);
    Told.Span span = read.spans().getFirst();
    assertThat(List.of(span.shard(), span.from(), span.to(), span.projected()))
        .isEqualTo(List.of(3, 10L, 12L, 9L));
    Told.Piece piece = span.pieces().getFirst();
    assertThat(piece.bytes().type()).isEqualTo("commit");
    assertThat(piece.bytes().payload()).containsExactly(1, 2);
    Room room = piece.after();
    assertThat(room.header().settings()).isEqualTo(ROOM.header().settings());
    assertThat(room.header().id()).isEqualTo(ROOM.header().id());
    assertThat(room.version()).isEqualTo(17);
    assertThat(room.roleOf(new AccountId(7))).isEqualTo(Role.ADMIN);
    assertThat(room.roleOf(new AccountId(9))).isEqualTo(Role.READONLY);
    assertThat(room.members().size()).isEqualTo(2);
    assertThat(room.header().name()).as("not needed").isEmpty();
  }

  @Test
  @DisplayName("what a node wants to hear arrives as it was, and so does the answer")
  void follow() {
    Follow.Answer answer =
        new Follow.Answer(
            true, List.of(new Follow.Answer.End(2, -1), new Follow.Answer.End(3, 1L << 40)));

    assertThat(Follow.decode(FOLLOW.encode(), SHARDS)).isEqualTo(FOLLOW);
    assertThat(Follow.Answer.decode(answer.encode(), SHARDS)).isEqualTo(answer);
  }

  @Test
  @DisplayName("[FA9] bytes that are no message, or of another version, are refused as such")
  void hostileBytes() {
    PacketWriter out = Told.begin(8);
    Told.writeSpan(out, SPAN);
    List<byte[]> valid = List.of(out.toBytes(), FOLLOW.encode());
    Gen<byte[]> damaged =
        choices -> {
          byte[] bytes = valid.get(choices.below(2)).clone();
          for (int i = choices.below(4); i >= 0; i--) {
            bytes[choices.below(bytes.length)] = (byte) choices.below(256);
          }
          return bytes;
        };
    Property.check(
        "damaged messages",
        2_000,
        damaged,
        bytes -> {
          refusedOrRead(() -> Told.decode(bytes, SHARDS));
          refusedOrRead(() -> Follow.decode(bytes, SHARDS));
          refusedOrRead(() -> Follow.Answer.decode(bytes, SHARDS));
        });
  }

  private static void refusedOrRead(Runnable decoding) {
    try {
      decoding.run();
    } catch (Misread _) {
      // as it should be
    }
  }

  @Test
  @DisplayName("[FA6] what is remembered of rooms is bounded, and what changed last stays")
  void recentRooms() {
    RecentRooms<String> rooms = new RecentRooms<>(100);
    rooms.put(1, "one", 20);
    rooms.put(2, "two", 20);
    assertThat(rooms.get(1)).isEqualTo("one");
    rooms.put(3, "three", 20);

    assertThat(rooms.get(2)).as("changed and asked for longest ago").isNull();
    assertThat(rooms.get(1)).isEqualTo("one");
    rooms.put(4, "four", 10_000);
    assertThat(rooms.size()).isEqualTo(1);
    assertThat(rooms.get(4)).as("greater than all that is allowed").isEqualTo("four");
  }

  @Test
  @DisplayName("[FA2] an owner that is followed anew says up to where it had told before")
  void followedAnew() {
    SimNetwork network = new SimNetwork(new Random(1), message -> message);
    Peers owner = network.join("owner");
    Peers node = network.join("node");
    Outflow outflow =
        new Outflow(node.self(), owner, NO_VIEWS, SHARDS, SimWorld.LIMITS, Runnable::run);
    Follow.OfShard all = new Follow.OfShard(0, true, true, Follow.Change.NONE);
    assertThat(
            outflow.follow(new Follow(1, true, ofAccount(64), List.of(all), List.of()), _ -> true))
        .isEqualTo(new Follow.Answer(true, List.of(new Follow.Answer.End(0, -1))));
    outflow.committed(preferenceChanged(64, 5));

    assertThat(outflow.follow(new Follow(1, false, NOTHING, List.of(all), List.of(0)), _ -> true))
        .as("what it told may be on its way")
        .isEqualTo(new Follow.Answer(true, List.of(new Follow.Answer.End(0, 6))));
    assertThat(
            outflow.follow(new Follow(2, false, NOTHING, List.of(), List.of()), _ -> true).known())
        .as("of another generation")
        .isFalse();
  }

  private static Follow.Change ofAccount(int account) {
    return new Follow.Change(List.of(account), List.of());
  }

  private static Outgoing preferenceChanged(int account, long position) {
    Commit commit =
        new Commit(
            new AggregateId.Account(new AccountId(account)),
            SimWorld.NOW,
            Actor.SERVER,
            null,
            List.of(new AccountEvent.PreferenceChanged("theme", "dark")));
    return new Outgoing(
        new Committed(0, position, commit, null), Reach.of(commit), new HeapCodec());
  }

  @Test
  @DisplayName("[FA8] all nodes look after the connections of whom one has signed out")
  void signOuts() {
    SimNetwork network = new SimNetwork(new Random(1), message -> message);
    List<AccountId> here = new ArrayList<>();
    List<AccountId> there = new ArrayList<>();
    Peers one = network.join("one");
    Peers other = network.join("other");
    network.notice();
    SignOuts signOuts = new SignOuts(one, here::add);
    SignOuts _ = new SignOuts(other, there::add);
    signOuts.ended(new AccountId(7));

    assertThat(network.deliverOne()).isTrue();
    assertThat(here).containsExactly(new AccountId(7));
    assertThat(there).containsExactly(new AccountId(7));
  }
}
